// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/status_page.h"

#include <QEvent>
#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QVBoxLayout>

#include "data/async_source.h"
#include "models/plain_text.h"
#include "status/block_ruler.h"
#include "widgets/message_bar.h"

namespace hearth::ui {
namespace {

constexpr int kRefreshMs = 10'000;
/// Rows of each table of counts.
constexpr std::size_t kTopCount = 10;

const QString kSlot = QStringLiteral("status");

template <class T>
std::optional<T> kept(Result<T> result) {
    return result ? std::optional<T>(*std::move(result)) : std::nullopt;
}

/// A server that speaks only part of the API shows that part; one that says nothing at all has failed.
Result<ServerStatus> readStatus(datasource::DataSource& source, const std::stop_token& stop) {
    auto build = source.buildFacts(stop);
    auto runtime = source.runtimeFacts(stop);
    if (!build && !runtime) {
        return std::unexpected(build.error());
    }
    ServerStatus status;
    status.build = kept(std::move(build));
    status.runtime = kept(std::move(runtime));
    status.tsdb = kept(source.tsdbStatus(kTopCount, stop));
    status.blocks = source.blocks(stop).value_or(std::vector<datasource::BlockFacts>());
    status.damages = source.storageDamages(stop).value_or(std::vector<datasource::StorageDamage>());
    status.flags = source.flags(stop).value_or(datasource::Facts());
    status.configYaml = source.configYaml(stop).value_or(std::string());
    return status;
}

} // namespace

StatusPage::StatusPage(AsyncSource& source, QWidget* parent)
    : Page(parent)
    , m_source(source) {
    buildUi();
    retranslateUi();
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_source.busy(this, kSlot)) {
            refresh();
        }
    });
    connect(&m_source, &AsyncSource::sourceChanged, this, &StatusPage::startOver);
}

void StatusPage::buildUi() {
    m_message = new MessageBar(this);
    m_damage = new MessageBar(this);
    m_server = new FactsView;
    m_storage = new FactsView;
    m_ruler = new BlockRuler;
    auto* storageTab = new QWidget;
    auto* storageLayout = new QVBoxLayout(storageTab);
    storageLayout->setContentsMargins(0, 0, 0, 0);
    storageLayout->setSpacing(0);
    storageLayout->addWidget(m_ruler);
    storageLayout->addWidget(m_storage, 1);
    m_flags = new FactsView;
    m_config = new QPlainTextEdit;
    m_config->setReadOnly(true);
    m_config->setFrameShape(QFrame::NoFrame);
    m_config->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_config->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    for (QWidget* tab : {static_cast<QWidget*>(m_server), storageTab, static_cast<QWidget*>(m_flags),
                         static_cast<QWidget*>(m_config)}) {
        m_tabs->addTab(tab, QString());
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_damage);
    layout->addWidget(m_tabs, 1);
    m_timer.setInterval(kRefreshMs);
}

void StatusPage::retranslateUi() {
    m_tabs->setTabText(0, tr("Server"));
    m_tabs->setTabText(1, tr("Storage"));
    m_tabs->setTabText(2, tr("Flags"));
    m_tabs->setTabText(3, tr("Configuration"));
}

void StatusPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
        render();
    }
    Page::changeEvent(event);
}

void StatusPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    m_timer.start();
    refresh();
}

void StatusPage::hideEvent(QHideEvent* event) {
    m_timer.stop();
    Page::hideEvent(event);
}

void StatusPage::startOver() {
    m_status = {};
    m_message->clear();
    render();
    if (isVisible()) {
        refresh();
    }
}

void StatusPage::refresh() {
    m_source.call(
        this, kSlot, [](datasource::DataSource& source, std::stop_token stop) { return readStatus(source, stop); },
        [this](Result<ServerStatus> status) { take(std::move(status)); });
}

void StatusPage::take(Result<ServerStatus> status) {
    if (!status) {
        m_message->showMessage(MessageBar::Kind::kWarning,
                               tr("The server did not say how it does: %1.").arg(toQString(status.error().message())));
        return;
    }
    m_message->clear();
    m_status = *std::move(status);
    render();
}

void StatusPage::render() {
    m_server->setGroups(StatusTexts::server(m_status, m_utc));
    const auto damage = StatusTexts::damage(m_status);
    if (damage.isEmpty()) {
        m_damage->clear();
    } else {
        m_damage->showMessage(MessageBar::Kind::kError, damage);
    }
    m_ruler->setUtc(m_utc);
    m_ruler->setBlocks(m_status.blocks, StatusTexts::headRange(m_status));
    m_storage->setGroups(StatusTexts::storage(m_status, m_utc));
    m_flags->setGroups(StatusTexts::flags(m_status));
    const auto config = toQString(m_status.configYaml);
    if (m_config->toPlainText() != config) {
        m_config->setPlainText(config);
    }
}

void StatusPage::setUtc(bool utc) {
    m_utc = utc;
    render();
}

} // namespace hearth::ui
