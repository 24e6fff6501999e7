// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/connections.h"

#include <QUrl>

#include "data/async_source.h"
#include "shell/settings.h"

namespace hearth::ui {
namespace {

constexpr qsizetype kMaxUrl = 2048;

QString completed(const QString& text) {
    const auto trimmed = text.trimmed();
    return trimmed.contains(QLatin1String("://")) || trimmed.isEmpty() ? trimmed : QStringLiteral("http://") + trimmed;
}

/// The program owns its engine; the window only borrows it.
std::shared_ptr<datasource::DataSource> borrowed(datasource::DataSource& source) {
    return {&source, [](datasource::DataSource*) {}};
}

} // namespace

Connections::Connections(datasource::DesktopHost& host, AsyncSource& source, Settings& settings, QObject* parent)
    : QObject(parent)
    , m_host(host)
    , m_source(source)
    , m_settings(settings) {}

QString Connections::nameOf(const QString& url) {
    if (url.isEmpty()) {
        return tr("This computer");
    }
    const QUrl parsed(url);
    const auto path = parsed.path();
    return parsed.authority().section(QLatin1Char('@'), -1) + (path == QLatin1String("/") ? QString() : path);
}

void Connections::connectLocal() {
    m_url.clear();
    m_settings.setConnection(QString());
    m_source.setSource(borrowed(m_host.local()));
    emit changed();
}

Result<void> Connections::connectTo(const QString& text) {
    const auto url = completed(text);
    if (url.isEmpty() || url.size() > kMaxUrl) {
        return fail(ErrorCode::kInvalidArgument, "the address is empty or too long");
    }
    auto remote = HEARTH_TRY(m_host.remote(url.toStdString()));
    m_url = url;
    m_settings.setConnection(url);
    m_settings.addRecentConnection(url);
    m_source.setSource(std::move(remote));
    emit changed();
    return {};
}

void Connections::restore() {
    const auto url = m_settings.connection();
    if (url.isEmpty() || !connectTo(url)) {
        connectLocal();
    }
}

void Connections::renew() {
    m_source.setSource(m_source.source());
}

} // namespace hearth::ui
