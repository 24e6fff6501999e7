// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include "base/error.h"
#include "datasource/desktop.h"

namespace hearth::ui {

class AsyncSource;
class Settings;

/// Which server the window looks at: the engine of this process or one at a URL.
/// Threads: confined to the GUI thread.
class Connections : public QObject {
    Q_OBJECT

  public:
    /// All must outlive this.
    Connections(datasource::DesktopHost& host, AsyncSource& source, Settings& settings, QObject* parent = nullptr);

    bool isLocal() const { return m_url.isEmpty(); }
    /// The server's URL; empty for this computer.
    const QString& url() const { return m_url; }
    /// "This computer", or host and port of the URL.
    QString name() const { return nameOf(m_url); }
    static QString nameOf(const QString& url);

    void connectLocal();
    /// `text` as a person writes it: "nas:9090" is http://nas:9090. Where it is no URL the connection stays as it is.
    Result<void> connectTo(const QString& text);
    /// The one of last time; this computer where that is no longer possible.
    void restore();
    /// Says again that everything may have changed, on the same connection: the engine is ready now.
    void renew();

  signals:
    void changed();

  private:
    datasource::DesktopHost& m_host;
    AsyncSource& m_source;
    Settings& m_settings;
    QString m_url;
};

} // namespace hearth::ui
