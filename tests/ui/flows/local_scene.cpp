// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/local_scene.h"

#include <QDir>
#include <QFile>

namespace hearth::tests {
namespace {

constexpr const char* kConfig = R"(global:
  scrape_interval: 1s
  scrape_timeout: 1s
  evaluation_interval: 1s
rule_files:
  - rules/*.yml
scrape_configs:
  - job_name: nas
    static_configs:
      - targets: ["%1"]
)";

constexpr const char* kAlertmanagerConfig = R"(route:
  receiver: people
  group_by: [alertname]
  group_wait: 1s
  group_interval: 2s
receivers:
  - name: people
    webhook_configs:
      - url: "%1"
)";

QByteArray filled(const char* text, const QString& word) {
    return QString::fromLatin1(text).arg(word).toUtf8();
}

} // namespace

LocalScene::LocalScene(const QByteArray& rules) {
    QDir(m_home.path()).mkdir(QStringLiteral("rules"));
    write(QStringLiteral("prometheus.yml"), filled(kConfig, target.instance()));
    write(QStringLiteral("alertmanager.yml"), filled(kAlertmanagerConfig, receiver.url(QStringLiteral("/hook"))));
    write(QStringLiteral("rules/first.yml"), rules);
    app::Places places;
    places.config = path(QStringLiteral("prometheus.yml")).toStdString();
    places.alertmanagerConfig = path(QStringLiteral("alertmanager.yml")).toStdString();
    places.data = path(QStringLiteral("data")).toStdString();
    places.settings = path(QStringLiteral("window.ini")).toStdString();
    engine::Options options;
    options.configPath = places.config;
    options.storage.path = places.data;
    options.web.listenAddresses = {"127.0.0.1:0"};
    options.alertmanager.enabled = true;
    options.alertmanager.configPath = places.alertmanagerConfig;
    options.alertmanager.web.listenAddresses = {"127.0.0.1:0"};
    m_host = std::make_unique<app::Host>(std::move(options), std::move(places), Log());
    m_window = std::make_unique<WindowDriver>(*m_host);
}

LocalScene::~LocalScene() = default;

bool LocalScene::ready() {
    return m_host->engineState().phase == datasource::DesktopHost::EngineState::Phase::kReady;
}

QByteArray LocalScene::read(const QString& name) const {
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void LocalScene::write(const QString& name, const QByteArray& text) const {
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
        qFatal("%s cannot be written", qPrintable(file.fileName()));
    }
}

std::vector<datasource::Silence> LocalScene::silences(const std::string& comment) {
    auto all = m_host->local().alertmanager().silences({}, {});
    if (!all) {
        return {};
    }
    std::erase_if(*all, [&](const auto& silence) { return !silence.comment.starts_with(comment); });
    return *std::move(all);
}

QString LocalScene::expression(const std::string& rule) {
    const auto rules = m_host->local().rules({}, {});
    if (!rules) {
        return {};
    }
    for (const auto& group : rules->groups) {
        for (const auto& each : group.rules) {
            if (each.name == rule) {
                return QString::fromStdString(each.query);
            }
        }
    }
    return {};
}

void leaveTheDesktop() {
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", "disabled:");
    qputenv("LC_ALL", "C.UTF-8");
    qputenv("LANGUAGE", "en");
}

} // namespace hearth::tests
