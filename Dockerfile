# `kg build` in a container, writing to the Neo4j server of docker-compose.yml.
FROM python:3.13-slim
WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE THIRD_PARTY.md ./
COPY kg kg
COPY loaders loaders
RUN pip install --no-cache-dir --no-deps --no-build-isolation . && useradd --create-home kg
USER kg
ENTRYPOINT ["kg", "build", "--to", "neo4j://neo4j:7687"]
CMD ["/input"]
