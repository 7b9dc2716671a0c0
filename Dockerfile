# One image for the web, the worker and the migrations; the database stands apart (compose.yaml).
FROM python:3.13-slim-trixie

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-croscore libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/trinhky --shell /usr/sbin/nologin trinhky \
    && install -d -o trinhky -g trinhky /srv/trinhky/var

WORKDIR /srv/trinhky

# First what the set-up reads, so that the libraries are installed again only when the lock changes.
COPY requirements.lock ./
COPY workflow/__init__.py workflow/__main__.py workflow/
COPY workflow/setup workflow/setup
COPY workflow/domain/__init__.py workflow/domain/errors.py workflow/domain/
RUN NO_SYSTEM=1 python3 -m workflow setup

COPY . .

ENV PATH=/srv/trinhky/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TRINHKY_ENV=production \
    TRINHKY_HOST=0.0.0.0
USER trinhky
VOLUME /srv/trinhky/var
EXPOSE 8043

CMD ["trinhky", "serve"]
