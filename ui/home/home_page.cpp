// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/home_page.h"

#include <QComboBox>
#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "data/async_source.h"
#include "home/host_board.h"
#include "home/next_steps.h"
#include "home/rules_note.h"
#include "home/starter_rules.h"
#include "models/isolated_text.h"
#include "models/plain_text.h"
#include "models/value_format.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"
#include "widgets/message_bar.h"

namespace hearth::ui {
namespace {

constexpr int kRefreshMs = 2000;
/// While the machine is shown its list of machines is asked for again every so many refreshes.
constexpr int kHostsEvery = 15;

const QString kHostsSlot = QStringLiteral("hosts");
const QString kHostSlot = QStringLiteral("host");
const QString kRulesSlot = QStringLiteral("rules");

QScrollArea* scrolling(QWidget* content) {
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    return area;
}

} // namespace

HomePage::HomePage(AsyncSource& source, QWidget* parent)
    : Page(parent)
    , m_source(source) {
    buildUi();
    connectSignals();
    retranslateUi();
}

void HomePage::buildUi() {
    m_hostName = new ElidedLabel(this);
    auto large = m_hostName->font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    m_hostName->setFont(large);
    m_hostBox = new QComboBox(this);
    m_hostBox->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_hostBox->setMaximumWidth(320);
    m_hostBox->hide();
    m_facts = new ElidedLabel(this);
    m_facts->setQuiet(true);
    m_message = new MessageBar(this);
    m_rulesNote = new RulesNote(this);
    m_rulesNote->hide();
    m_nextSteps = new NextSteps(this);
    m_board = new HostBoard(this);
    m_empty = new EmptyState(this);

    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_hostName);
    head->addWidget(m_hostBox);
    head->addWidget(m_facts, 1);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_board, 1);
    column->addWidget(m_rulesNote);
    column->addWidget(m_nextSteps);
    column->addStretch(0);

    m_stack = new QStackedWidget(this);
    m_stack->addWidget(scrolling(content));
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_stack, 1);
    m_timer.setInterval(FirstValuesPause::kFirstMs);
}

void HomePage::connectSignals() {
    connect(&m_timer, &QTimer::timeout, this, &HomePage::ask);
    connect(&m_source, &AsyncSource::sourceChanged, this, &HomePage::startOver);
    connect(m_hostBox, &QComboBox::activated, this, &HomePage::chooseHost);
    connect(m_board, &HostBoard::exploreRequested, this, &HomePage::exploreRequested);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] { emit exploreRequested(QStringLiteral("up")); });
    connect(m_rulesNote, &RulesNote::dismissed, this, &HomePage::endRulesNote);
    connect(m_rulesNote, &RulesNote::reviewRequested, this, [this] {
        endRulesNote();
        emit rulesRequested();
    });
}

void HomePage::retranslateUi() {
    m_hostBox->setAccessibleName(tr("Machine"));
    m_empty->setTexts(tr("No machine to show here"),
                      tr("Home shows how a computer does: processor, memory, disks, network. This server has no such "
                         "metrics. They come from node_exporter, or from Hearth itself on the computer it runs on."),
                      tr("Explore what it has"));
}

void HomePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
        refresh();
    }
    Page::changeEvent(event);
}

void HomePage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    m_timer.start();
    ask();
}

void HomePage::hideEvent(QHideEvent* event) {
    m_timer.stop();
    Page::hideEvent(event);
}

void HomePage::startOver() {
    m_hosts.clear();
    m_host = -1;
    m_hostBox->hide();
    m_hostName->clear();
    m_facts->clear();
    m_rulesNote->hide();
    m_board->expect();
    m_message->clear();
    m_stack->setCurrentIndex(0);
    m_pause.reset();
    m_timer.setInterval(FirstValuesPause::kFirstMs);
    if (isVisible()) {
        ask();
    }
}

void HomePage::refresh() {
    m_asked = 0;
    ask();
}

/// A question still on its way is waited for: a slow server must not be asked faster than it answers.
void HomePage::ask() {
    if (m_source.busy(this, kHostsSlot) || m_source.busy(this, kHostSlot)) {
        return;
    }
    if (m_host < 0 || m_asked++ % kHostsEvery == 0) {
        askHosts();
    } else {
        askHost();
    }
}

void HomePage::askHosts() {
    m_source.call(
        this, kHostsSlot,
        [](datasource::DataSource& source, std::stop_token stop) { return readHosts(source, std::move(stop)); },
        [this](Result<HostList> list) { takeHosts(std::move(list)); });
}

void HomePage::askHost() {
    m_source.call(
        this, kHostSlot,
        [host = m_hosts[static_cast<std::size_t>(m_host)],
         now = QDateTime::currentMSecsSinceEpoch()](datasource::DataSource& source, std::stop_token stop) {
            return readHost(source, host, now, std::move(stop));
        },
        [this](Result<HostSnapshot> snapshot) { takeHost(std::move(snapshot)); });
}

/// A machine that was there is not given up because its server begins anew.
void HomePage::takeHosts(Result<HostList> list) {
    if (!list) {
        showProblem(list.error());
        return;
    }
    m_message->clear();
    if (list->hosts != m_hosts && !list->awaited) {
        showHosts(std::move(list->hosts));
    }
    m_timer.setInterval(list->awaited ? m_pause.next(kRefreshMs) : kRefreshMs);
    m_stack->setCurrentIndex(m_hosts.empty() && !list->awaited ? 1 : 0);
    if (m_host >= 0) {
        askHost();
        askRules();
    }
}

void HomePage::showHosts(std::vector<HostChoice> hosts) {
    const auto chosen = m_host >= 0 ? m_hosts[static_cast<std::size_t>(m_host)] : HostChoice();
    m_hosts = std::move(hosts);
    const auto found = std::ranges::find(m_hosts, chosen);
    m_hostBox->clear();
    for (const auto& host : m_hosts) {
        const auto instance = toQString(host.instance);
        m_hostBox->addItem(host.name == instance ? host.name
                                                 : tr("%1 (%2)").arg(isolated(host.name), isolated(instance)));
    }
    chooseHost(m_hosts.empty() ? -1 : found == m_hosts.end() ? 0 : static_cast<int>(found - m_hosts.begin()));
}

void HomePage::chooseHost(int index) {
    const bool changed = index != m_host;
    m_host = index;
    m_hostBox->setCurrentIndex(index);
    m_hostBox->setVisible(m_hosts.size() > 1);
    m_hostName->setVisible(m_hosts.size() <= 1);
    if (index < 0) {
        return;
    }
    m_board->setHost(m_hosts[static_cast<std::size_t>(index)]);
    m_hostName->setText(m_hosts[static_cast<std::size_t>(index)].name);
    if (changed) {
        m_board->expect();
        m_source.cancel(this, kHostSlot);
        askHost();
    }
}

void HomePage::setWaiting(bool waiting) {
    m_board->setWaiting(waiting);
}

void HomePage::setRulesNote(bool wanted) {
    m_wantsRulesNote = wanted;
    m_rulesNote->setVisible(false);
}

void HomePage::endRulesNote() {
    setRulesNote(false);
    emit rulesNoteDone();
}

/// A server that cannot say has no such rules.
void HomePage::askRules() {
    if (!m_wantsRulesNote || m_source.busy(this, kRulesSlot)) {
        return;
    }
    m_source.call(
        this, kRulesSlot,
        [](datasource::DataSource& source, std::stop_token stop) { return countStarterRules(source, std::move(stop)); },
        [this](const Result<std::size_t>& count) {
            m_rulesNote->setCount(count.value_or(0));
            m_rulesNote->setVisible(m_wantsRulesNote && count.value_or(0) > 0);
        });
}

void HomePage::takeHost(Result<HostSnapshot> snapshot) {
    if (!snapshot) {
        showProblem(snapshot.error());
        return;
    }
    m_message->clear();
    m_board->show(*snapshot);
    showFacts(*snapshot);
}

/// While the engine starts there is nothing wrong: the status bar says what it does.
void HomePage::showProblem(const Error& error) {
    if (error.code() == ErrorCode::kUnavailable && m_hosts.empty()) {
        return;
    }
    const auto reason = toQString(error.message());
    m_message->showMessage(MessageBar::Kind::kError,
                           m_hosts.empty()
                               ? tr("The server did not answer: %1.").arg(reason)
                               : tr("The server did not answer: %1. The values below may be old.").arg(reason));
}

void HomePage::showFacts(const HostSnapshot& snapshot) {
    QStringList facts;
    if (!snapshot.system.isEmpty()) {
        facts << isolated(snapshot.system);
    }
    if (snapshot.uptimeSeconds) {
        facts << tr("up %1").arg(ValueFormat::duration(*snapshot.uptimeSeconds));
    }
    m_facts->setText(facts.join(QStringLiteral("  ·  ")));
}

} // namespace hearth::ui
