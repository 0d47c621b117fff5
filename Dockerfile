# One image for web, worker, ticker and migrations; which one it is, the command says. It holds no secret.

FROM python:3.12-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
WORKDIR /srv/porchlight
COPY requirements.lock ./
RUN /opt/venv/bin/pip install --no-deps --require-hashes --only-binary :all: -r requirements.lock
COPY pyproject.toml ./
COPY app app
COPY workers workers
# Linked, not copied: flows and content are found beside the code, as on a developer's machine.
RUN /opt/venv/bin/pip install --no-deps --no-build-isolation --no-index --editable . \
    && /opt/venv/bin/python -m compileall -q app workers
# What a first start would have to learn and work out; a container whose flows and content were edited learns again.
COPY flows flows
COPY content content
# The demo's secrets, which it makes as well, are not taken along.
RUN PORCHLIGHT_VAR=prepared /opt/venv/bin/porchlight prepare \
    && find prepared -maxdepth 1 -type f -delete \
    && chmod -R a+rX prepared

FROM python:3.12-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PORCHLIGHT_ENV=production \
    PORCHLIGHT_HOME=/srv/porchlight \
    PORCHLIGHT_VAR=/var/lib/porchlight \
    HOST=0.0.0.0 \
    PORT=8000
RUN useradd --system --uid 10001 --no-create-home porchlight \
    && install -d -o porchlight -g porchlight -m 700 /var/lib/porchlight
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/porchlight /srv/porchlight
WORKDIR /srv/porchlight
USER porchlight
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/live', timeout=2)"]
CMD ["python", "-m", "app.web.serve"]
