// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>
#include <memory>

#include "desktop/host.h"
#include "ui/flows/exporter.h"
#include "ui/flows/window_driver.h"

namespace hearth::tests {

/// A home of its own with an engine in it that collects and judges every second, one target, rules about it, an
/// Alertmanager that posts its messages to `receiver`, and the window over all of that. Nothing of the machine's own
/// desktop is used: no bus, no tray.
/// Threads: confined to the GUI thread.
class LocalScene {
  public:
    static constexpr int kStartMs = 20'000;
    /// An alert on its way through rule, group and message.
    static constexpr int kAlertMs = 20'000;

    /// `rules` is the text of rules/first.yml, which the configuration names.
    explicit LocalScene(const QByteArray& rules);
    ~LocalScene();

    Exporter target;
    Exporter receiver;

    app::Host& host() { return *m_host; }
    WindowDriver& window() { return *m_window; }
    bool ready();
    QString path(const QString& name) const { return m_home.filePath(name); }
    QByteArray read(const QString& name) const;
    void write(const QString& name, const QByteArray& text) const;
    /// The silences of the engine's Alertmanager whose comments begin so.
    std::vector<datasource::Silence> silences(const std::string& comment);
    /// The expression of a rule as the engine has it; empty where it has none of that name.
    QString expression(const std::string& rule);

  private:
    QTemporaryDir m_home;
    std::unique_ptr<app::Host> m_host;
    std::unique_ptr<WindowDriver> m_window;
};

/// To be called before there is an application: no bus, no tray, English words.
void leaveTheDesktop();

} // namespace hearth::tests
