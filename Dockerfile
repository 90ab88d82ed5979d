# One image for web, worker and scheduler; what it does is the command's business.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/siaga
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
RUN python scripts/compile_messages.py \
    && SECRET_KEY=only-for-collecting-static-files DATABASE_URL=postgresql://none/none \
       python manage.py collectstatic --no-input -v 0 \
    && useradd --system siaga && mkdir -p var && chown -R siaga var
USER siaga
CMD ["gunicorn", "secops.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4"]
