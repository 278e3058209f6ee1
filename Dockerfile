# ssoproof, built from a clone:
#
#   docker build -t ssoproof .                               logs in by HTTP
#   docker build -t ssoproof:chromium --target chromium .    has Chromium for login pages that need it
#
# A run writes below /judged. No secret belongs into an image: name variables when it is run.

FROM python:3.11-slim AS installed
WORKDIR /clone
COPY pyproject.toml README.md LICENSE ./
COPY fakes/ fakes/
COPY reports/ reports/
COPY ssoproof/ ssoproof/
COPY suites/ suites/
RUN python -m venv /opt/ssoproof \
    && /opt/ssoproof/bin/pip install --no-cache-dir ".[fleet,gcp]"

FROM installed AS installed-with-browser
RUN /opt/ssoproof/bin/pip install --no-cache-dir ".[browser,fleet,gcp]"

FROM python:3.11-slim AS judging
RUN useradd --uid 10001 --create-home ssoproof \
    && install --directory --owner=ssoproof /judged
ENV PATH=/opt/ssoproof/bin:$PATH
WORKDIR /judged
USER 10001
ENTRYPOINT ["ssoproof"]
CMD ["--help"]

FROM judging AS chromium
USER root
RUN apt-get update \
    && apt-get install --yes --no-install-recommends chromium \
    && rm -rf /var/lib/apt/lists/*
COPY --from=installed-with-browser /opt/ssoproof /opt/ssoproof
USER 10001

# What is built if no target is named.
FROM judging AS slim
COPY --from=installed /opt/ssoproof /opt/ssoproof
