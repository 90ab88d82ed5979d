# One image for web, worker and scheduler; what it does is the command's business.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 WEB_BIND=0.0.0.0:8000 WEB_WORKERS=3
WORKDIR /srv/siaga
COPY requirements.txt ./
# Babel compiles the catalogue of words; only the image needs it beside the production list.
RUN pip install --no-cache-dir -r requirements.txt babel==2.18.0
COPY . .
# The volumes take over the owner of the folders they are laid on.
RUN python scripts/compile_messages.py \
    && SECRET_KEY=only-for-collecting-static-files DATABASE_URL=postgresql://none/none \
       python manage.py collectstatic --no-input -v 0 \
    && useradd --system siaga \
    && mkdir -p var/sealed var/media var/broker \
    && chmod 700 var/sealed var/media \
    && chown -R siaga var
USER siaga
CMD ["gunicorn", "-c", "python:secops.web", "secops.wsgi"]
