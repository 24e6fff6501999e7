// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explore_page.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "data/async_source.h"
#include "explore/editor_input.h"
#include "explore/query_panel.h"
#include "explore/skew_probe.h"
#include "models/value_format.h"
#include "widgets/message_bar.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {

namespace {

constexpr int kMargin = 8;
constexpr std::size_t kDrawingThreads = 2;
constexpr int kUndoMs = 10'000;
constexpr std::size_t kMaxRemoved = 20;

} // namespace

ExplorePage::ExplorePage(AsyncSource& source, MetricCatalog& catalog, QWidget* parent, InputFactory makeInput)
    : Page(parent)
    , m_source(source)
    , m_catalog(catalog)
    , m_makeInput(std::move(makeInput))
    , m_probe(new SkewProbe(source, this))
    , m_workers(QStringLiteral("hearth-draw"), kDrawingThreads) {
    if (!m_makeInput) {
        m_makeInput = [&catalog](QWidget* panel) { return new EditorInput(catalog, panel); };
    }
    buildUi();
    buildActions();
    connectSignals();
    retranslateUi();
    addPanel({}, 0);
}

ExplorePage::~ExplorePage() {
    // Panels draw with m_workers, which members' order would end first.
    for (auto* panel : m_panels) {
        delete panel;
    }
}

void ExplorePage::buildUi() {
    m_skew = new MessageBar(this);
    m_undo = new MessageBar(this);
    auto* content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(kMargin, 0, kMargin, kMargin);
    m_column->setSpacing(kMargin);
    m_scroll = new QScrollArea(this);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
}

QAction* ExplorePage::makeAction(const QKeySequence& keys) {
    auto* action = new QAction(this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(action);
    return action;
}

void ExplorePage::buildActions() {
    m_add = makeAction(Qt::CTRL | Qt::Key_T);
    m_close = makeAction(Qt::CTRL | Qt::Key_W);
    m_duplicateAction = makeAction(Qt::CTRL | Qt::Key_D);
    m_reopen = makeAction(Qt::CTRL | Qt::SHIFT | Qt::Key_T);
    m_switchTab = makeAction(Qt::CTRL | Qt::Key_Tab);
    m_live = makeAction({});
    m_live->setCheckable(true);
    m_copy = makeAction({});
    m_paste = makeAction({});
    m_add->setIcon(tintedIcon(QStringLiteral("plus")));

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    bar->setSpacing(kMargin / 2);
    for (auto* action : {m_add, m_live}) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        bar->addWidget(button);
    }
    bar->addStretch(1);
    for (auto* action : {m_copy, m_paste}) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        bar->addWidget(button);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_skew);
    layout->addWidget(m_undo);
    layout->addWidget(m_scroll, 1);
}

void ExplorePage::connectSignals() {
    connect(m_add, &QAction::triggered, this, &ExplorePage::addEmptyPanel);
    connect(m_close, &QAction::triggered, this, [this] { remove(currentPanel()); });
    connect(m_duplicateAction, &QAction::triggered, this, [this] { duplicate(currentPanel()); });
    connect(m_reopen, &QAction::triggered, this, &ExplorePage::reopen);
    connect(m_switchTab, &QAction::triggered, this, [this] { currentPanel()->switchTab(); });
    connect(m_live, &QAction::toggled, this, &ExplorePage::setLive);
    connect(m_copy, &QAction::triggered, this, &ExplorePage::copyLink);
    connect(m_paste, &QAction::triggered, this, &ExplorePage::pasteLink);
    connect(m_probe, &SkewProbe::skewChanged, this, &ExplorePage::showSkew);
    connect(&m_source, &AsyncSource::sourceChanged, this, &ExplorePage::refresh);
}

void ExplorePage::retranslateUi() {
    m_add->setText(tr("Add panel"));
    m_close->setText(tr("Remove panel"));
    m_duplicateAction->setText(tr("Duplicate panel"));
    m_reopen->setText(tr("Reopen panel"));
    m_switchTab->setText(tr("Switch between graph and table"));
    m_live->setText(tr("Live"));
    m_live->setToolTip(tr("Refresh ranges that end now"));
    m_copy->setText(tr("Copy link"));
    m_copy->setToolTip(tr("Copy the panels as text that Prometheus and Hearth can open"));
    m_paste->setText(tr("Open link"));
    m_paste->setToolTip(tr("Show the panels of the link in the clipboard"));
}

void ExplorePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    Page::changeEvent(event);
}

void ExplorePage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    m_probe->setRunning(true);
}

void ExplorePage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    m_probe->setRunning(false);
}

QueryPanel* ExplorePage::addPanel(const PanelState& state, std::size_t place) {
    const PanelContext context{m_source, m_catalog, m_workers, m_makeInput, [this] { return m_history.entries(); }};
    auto* panel = new QueryPanel(context, m_scroll->widget());
    panel->setState(state);
    panel->setTimeZone(m_zone);
    panel->setLive(m_live->isChecked());
    connect(panel, &QueryPanel::stateChanged, this, &ExplorePage::stateChanged);
    connect(panel, &QueryPanel::duplicateRequested, this, [this, panel] { duplicate(panel); });
    connect(panel, &QueryPanel::removeRequested, this, [this, panel] { remove(panel); });
    connect(panel, &QueryPanel::alertRequested, this, &ExplorePage::alertRequested);
    connect(panel, &QueryPanel::expressionRun, this, &ExplorePage::remember);
    place = std::min(place, m_panels.size());
    m_panels.insert(m_panels.begin() + static_cast<std::ptrdiff_t>(place), panel);
    m_column->insertWidget(static_cast<int>(place), panel, 1);
    panel->show();
    emit stateChanged();
    return panel;
}

/// What is only shown again keeps its place in the history.
void ExplorePage::remember(const QString& expression) {
    if (!m_restoring || !m_history.entries().contains(expression)) {
        m_history.add(expression);
        emit historyChanged();
    }
}

QueryPanel* ExplorePage::currentPanel() const {
    for (auto* widget = QApplication::focusWidget(); widget; widget = widget->parentWidget()) {
        const auto found = std::ranges::find(m_panels, widget);
        if (found != m_panels.end()) {
            return *found;
        }
    }
    return m_panels.front();
}

std::size_t ExplorePage::placeOf(const QueryPanel* panel) const {
    return static_cast<std::size_t>(std::ranges::find(m_panels, panel) - m_panels.begin());
}

void ExplorePage::addEmptyPanel() {
    auto state = m_panels.back()->state();
    state.expression.clear();
    auto* panel = addPanel(state, m_panels.size());
    panel->focusExpression();
    // Its place is known only after the layout ran.
    QTimer::singleShot(0, panel, [this, panel] { m_scroll->ensureWidgetVisible(panel, 0, 0); });
}

void ExplorePage::duplicate(QueryPanel* panel) {
    auto* copy = addPanel(panel->state(), placeOf(panel) + 1);
    copy->run();
}

void ExplorePage::remove(QueryPanel* panel) {
    m_removed.push_back(panel->state());
    if (m_removed.size() > kMaxRemoved) {
        m_removed.erase(m_removed.begin());
    }
    m_panels.erase(m_panels.begin() + static_cast<std::ptrdiff_t>(placeOf(panel)));
    panel->hide();
    panel->deleteLater();
    if (m_panels.empty()) {
        addPanel({}, 0);
    }
    if (!m_removed.back().expression.trimmed().isEmpty()) {
        m_undo->showMessage(MessageBar::Kind::kInformation, tr("The panel was removed."));
        m_undo->addActionButton(m_reopen);
        QTimer::singleShot(kUndoMs, m_undo, &MessageBar::clear);
    }
    emit stateChanged();
}

void ExplorePage::reopen() {
    m_undo->clear();
    if (!m_removed.empty()) {
        auto* panel = addPanel(m_removed.back(), m_panels.size());
        m_removed.pop_back();
        panel->run();
    }
}

void ExplorePage::refresh() {
    for (auto* panel : m_panels) {
        panel->run();
    }
}

void ExplorePage::focusFind() {
    currentPanel()->focusExpression();
}

void ExplorePage::setUtc(bool utc) {
    m_zone = utc ? QTimeZone::utc() : QTimeZone::systemTimeZone();
    for (auto* panel : m_panels) {
        panel->setTimeZone(m_zone);
    }
}

void ExplorePage::setLive(bool live) {
    m_live->setChecked(live);
    for (auto* panel : m_panels) {
        panel->setLive(live);
    }
}

void ExplorePage::showExpression(const QString& expression) {
    auto* first = m_panels.front();
    if (!first->expression().isEmpty() && first->expression() != expression.trimmed()) {
        first = addPanel({}, 0);
    }
    auto state = first->state();
    state.expression = expression;
    first->setState(state);
    m_scroll->ensureVisible(0, 0);
    first->run();
}

QString ExplorePage::link() const {
    std::vector<PanelState> states;
    for (const auto* panel : m_panels) {
        states.push_back(panel->state());
    }
    return toLink(states);
}

bool ExplorePage::restore(const QString& link) {
    const auto states = fromLink(link);
    if (states.empty()) {
        return false;
    }
    const auto old = std::exchange(m_panels, {});
    for (auto* panel : old) {
        panel->hide();
        panel->deleteLater();
    }
    m_restoring = true;
    for (const auto& state : states) {
        addPanel(state, m_panels.size())->run();
    }
    m_restoring = false;
    return true;
}

void ExplorePage::copyLink() {
    QApplication::clipboard()->setText(QStringLiteral("/query?") + link());
}

void ExplorePage::pasteLink() {
    if (!restore(QApplication::clipboard()->text())) {
        m_undo->showMessage(MessageBar::Kind::kWarning,
                            tr("The clipboard holds no link of an expression browser (…?g0.expr=…). Copy one first."));
    }
}

void ExplorePage::showSkew(std::optional<model::DurationMs> ahead) {
    if (!ahead) {
        m_skew->clear();
        return;
    }
    const auto difference = ValueFormat::duration(static_cast<double>(std::abs(*ahead)) / 1000);
    m_skew->showMessage(MessageBar::Kind::kWarning,
                        *ahead > 0 ? tr("The server's clock is %1 ahead of this computer's: graphs that end now lack "
                                        "its newest samples. Set one of the clocks.")
                                         .arg(difference)
                                   : tr("The server's clock is %1 behind this computer's: graphs that end now are "
                                        "empty at their end. Set one of the clocks.")
                                         .arg(difference));
}

} // namespace hearth::ui
