"""The same build on many machines, by Apache Spark. The extra `spark` installs what it needs."""
