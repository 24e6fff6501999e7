// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/remote_scene.h"

#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <csignal>
#include <sys/prctl.h>

#include "datasource/remote_data_source.h"

namespace hearth::tests {
namespace {

const QString kPrometheus = QStringLiteral("prometheus");
const QString kAlertmanager = QStringLiteral("prometheus-alertmanager");
constexpr int kEndMs = 5000;

int freePort() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

RemoteScene::RemoteScene(With with, const QByteArray& rules)
    : m_with(with)
    , m_port(freePort())
    , m_alertsPort(freePort()) {
    auto config = QStringLiteral("global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}\n"
                                 "rule_files: [rules.yml]\n"
                                 "scrape_configs:\n- job_name: nas\n  static_configs: [{targets: ['%1']}]\n")
                      .arg(target.instance());
    if (with == With::kAlertmanager) {
        write(QStringLiteral("alertmanager.yml"),
              QStringLiteral("route: {receiver: people, group_by: [alertname], group_wait: 1s}\n"
                             "receivers: [{name: people}]\n"));
        start(m_alertmanager, kAlertmanager,
              {QStringLiteral("--config.file=alertmanager.yml"), QStringLiteral("--storage.path=alerts"),
               QStringLiteral("--cluster.listen-address="),
               QStringLiteral("--web.listen-address=127.0.0.1:%1").arg(m_alertsPort)});
        config += QStringLiteral("alerting:\n  alertmanagers:\n  - static_configs: [{targets: ['127.0.0.1:%1']}]\n")
                      .arg(m_alertsPort);
    }
    write(QStringLiteral("rules.yml"), QString::fromUtf8(rules));
    write(QStringLiteral("prometheus.yml"), config);
    start(m_prometheus, kPrometheus,
          {QStringLiteral("--config.file=prometheus.yml"), QStringLiteral("--storage.tsdb.path=data"),
           QStringLiteral("--web.listen-address=") + address()});
}

RemoteScene::~RemoteScene() {
    end(m_prometheus);
    end(m_alertmanager);
}

QString RemoteScene::missing() {
    for (const auto& program : {kPrometheus, kAlertmanager}) {
        if (QStandardPaths::findExecutable(program).isEmpty()) {
            return program;
        }
    }
    return {};
}

void RemoteScene::start(QProcess& process, const QString& program, const QStringList& arguments) {
    process.setWorkingDirectory(m_folder.path());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardOutputFile(m_folder.filePath(program + QStringLiteral(".log")));
    process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process.start(program, arguments);
}

void RemoteScene::end(QProcess& process) {
    if (process.state() == QProcess::NotRunning) {
        return;
    }
    process.terminate();
    if (!process.waitForFinished(kEndMs)) {
        process.kill();
        process.waitForFinished(kEndMs);
    }
}

void RemoteScene::write(const QString& name, const QString& text) const {
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0) {
        qFatal("%s cannot be written", qPrintable(file.fileName()));
    }
}

bool RemoteScene::ready() {
    auto source = datasource::RemoteDataSource::create({.url = "http://" + address().toStdString()});
    const auto rules = (*source)->rules({}, {});
    if (!rules || rules->groups.empty()) {
        return false;
    }
    return m_with == With::kNothing || (*source)->alertmanager().status({}).has_value();
}

std::vector<datasource::Silence> RemoteScene::silences() {
    auto source = datasource::RemoteAlertmanager::create({.url = "http://127.0.0.1:" + std::to_string(m_alertsPort)});
    return (*source)->silences({}, {}).value_or(std::vector<datasource::Silence>());
}

} // namespace hearth::tests
