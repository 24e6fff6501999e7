// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/quiet_view.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHash>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

#include "base/clock.h"
#include "models/plain_text.h"
#include "settings/route_text.h"
#include "settings/settings_changes.h"
#include "settings/week_grid.h"
#include "widgets/check_outline.h"
#include "widgets/checked_field.h"
#include "widgets/message_bar.h"
#include "widgets/plain_label.h"

namespace hearth::ui {
namespace {

/// How the file calls the zone of the machine that sends.
constexpr const char* kLocalZone = "Local";
constexpr int kMaxRows = 8;
constexpr int kMostChoice = 360;
/// What a closed box of choices needs besides its text.
constexpr int kArrowRoom = 48;

} // namespace

QuietView::QuietView(SettingsChanges& changes, QWidget* parent)
    : QWidget(parent)
    , m_changes(changes) {
    buildUi();
    retranslateUi();
}

void QuietView::buildUi() {
    m_message = new MessageBar(this);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(8);
    m_intro = plainLabel(content);
    m_choice = new QComboBox(content);
    m_choice->setObjectName(QStringLiteral("interval"));
    m_choice->setMaximumWidth(kMostChoice);
    m_name = new CheckedField(content);
    m_name->setObjectName(QStringLiteral("intervalName"));
    m_week = new WeekGrid(content);
    m_note = plainLabel(content);
    m_routes = new QListWidget(content);
    m_routes->setObjectName(QStringLiteral("quietRoutes"));
    m_routes->setMaximumWidth(560);
    m_routes->setSpacing(2);
    outlineChecks(m_routes);
    m_save = new QPushButton(content);
    m_save->setObjectName(QStringLiteral("saveInterval"));
    auto* head = new QGridLayout;
    head->setHorizontalSpacing(8);
    m_choiceLabel = new QLabel(content);
    m_choiceLabel->setBuddy(m_choice);
    m_nameLabel = new QLabel(content);
    m_nameLabel->setBuddy(m_name);
    m_routesLabel = plainLabel(content);
    m_routesLabel->setBuddy(m_routes);
    m_noRoutes = plainLabel(content);
    head->addWidget(m_choiceLabel, 0, 0);
    head->addWidget(m_choice, 0, 1);
    head->addWidget(m_nameLabel, 0, 2);
    head->addWidget(m_name, 0, 3);
    head->setColumnStretch(4, 1);
    column->addWidget(m_intro);
    column->addLayout(head);
    column->addWidget(m_week);
    column->addWidget(m_note);
    column->addWidget(m_routesLabel);
    column->addWidget(m_routes);
    column->addWidget(m_noRoutes);
    m_problem = plainLabel(content);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_save);
    foot->addWidget(m_problem, 1);
    column->addLayout(foot);
    column->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(scroll, 1);
    const auto edited = [this] {
        m_isEdited = true;
        check();
    };
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] {
        m_isEdited = false;
        m_shownRoutes.clear();
        choose();
    });
    connect(m_name, &QLineEdit::textEdited, this, edited);
    connect(m_week, &WeekGrid::edited, this, edited);
    connect(m_routes, &QListWidget::itemChanged, this, edited);
    connect(m_save, &QPushButton::clicked, this, &QuietView::save);
}

void QuietView::retranslateUi() {
    m_intro->setText(tr("Routes that are quiet at these hours tell nobody; what still fires afterwards is told then. "
                        "Whether this screen alone is left in peace is chosen in the menu of the bell."));
    m_choiceLabel->setText(tr("Quiet hours"));
    m_nameLabel->setText(tr("Name"));
    m_routesLabel->setText(tr("Routes that are quiet then"));
    m_routes->setAccessibleName(m_routesLabel->text());
    m_noRoutes->setText(
        tr("There is no route that could be quiet: all alerts go to one receiver. Add a line under Routes "
           "first."));
    m_save->setText(tr("Save"));
    if (m_snapshot.plan != nullptr) {
        renderChoice();
        if (!m_isEdited) {
            choose();
        }
        check();
    }
}

void QuietView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

void QuietView::forget() {
    m_isEdited = false;
    m_message->clear();
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    m_shownRoutes.clear();
    m_snapshot = {};
}

void QuietView::showSettings(const SettingsSnapshot& snapshot, const QString& whyReadOnly) {
    m_snapshot = snapshot;
    if (m_whyReadOnly != whyReadOnly) {
        m_whyReadOnly = whyReadOnly;
        m_isEdited = false;
    }
    m_intervals = snapshot.plan->intervals(SystemClock().nowMs());
    if (m_isEdited) {
        // What a person is at stays; its routes are saved by their places in the file of now.
        const auto* const interval = chosen();
        renderRoutes(interval == nullptr ? std::string() : interval->name);
        check();
        return;
    }
    renderChoice();
    choose();
}

void QuietView::renderChoice() {
    const auto shortened = [this](const QString& text) {
        return m_choice->fontMetrics().elidedText(text, Qt::ElideMiddle, kMostChoice - kArrowRoom);
    };
    QStringList names;
    QStringList texts;
    for (const auto& interval : m_intervals) {
        names << toQString(interval.name);
        texts << (interval.isOn ? tr("%1 (now)").arg(RouteText::oneLine(names.back()))
                                : RouteText::oneLine(names.back()));
    }
    if (m_whyReadOnly.isEmpty() || names.isEmpty()) {
        names << QString();
        texts << tr("New quiet hours");
    }
    const QSignalBlocker quiet(m_choice);
    const auto before = m_choice->currentData().toString();
    const bool isFirst = m_choice->count() == 0;
    bool isSame = m_choice->count() == names.size();
    for (int i = 0; isSame && i < names.size(); ++i) {
        isSame = m_choice->itemData(i).toString() == names[i];
        m_choice->setItemText(i, shortened(texts[i]));
    }
    if (isSame) {
        return;
    }
    m_choice->clear();
    for (int i = 0; i < names.size(); ++i) {
        m_choice->addItem(shortened(texts[i]), names[i]);
        m_choice->setItemData(i, plainToolTip(texts[i]), Qt::ToolTipRole);
    }
    m_choice->setCurrentIndex(isFirst ? 0 : std::max(0, m_choice->findData(before)));
}

const datasource::IntervalFacts* QuietView::chosen() const {
    const auto name = m_choice->currentData().toString().toStdString();
    const auto found = std::ranges::find(m_intervals, name, &datasource::IntervalFacts::name);
    return name.empty() || found == m_intervals.end() ? nullptr : &*found;
}

bool QuietView::isTaken(const QString& name) const {
    return std::ranges::find(m_intervals, name.toStdString(), &datasource::IntervalFacts::name) != m_intervals.end();
}

QString QuietView::freshName() const {
    auto name = QStringLiteral("night");
    for (int number = 2; isTaken(name); ++number) {
        name = QStringLiteral("night-%1").arg(number);
    }
    return name;
}

void QuietView::choose() {
    const auto* const interval = chosen();
    const bool isNone = interval == nullptr && !m_whyReadOnly.isEmpty();
    m_name->showText(interval != nullptr ? toQString(interval->name) : isNone ? QString() : freshName());
    for (auto* const part : {static_cast<QWidget*>(m_nameLabel), static_cast<QWidget*>(m_name)}) {
        part->setVisible(interval == nullptr && !isNone); // the choice says it
    }
    m_week->setSpans(interval == nullptr ? std::vector<datasource::WeekSpan>() : interval->week);
    renderRoutes(interval == nullptr ? std::string() : interval->name);
    check();
}

void QuietView::renderRoutes(const std::string& name) {
    const auto& routes = m_snapshot.plan->route().routes;
    QStringList shown{toQString(name)};
    for (const auto& route : routes) {
        const bool isMuted = std::ranges::find(route.muteTimeIntervals, name) != route.muteTimeIntervals.end();
        shown << tr("%1: %2").arg(RouteText::matchers(route), toQString(route.receiver))
              << (isMuted ? QStringLiteral("1") : QString());
    }
    m_routes->setVisible(!routes.empty());
    m_noRoutes->setVisible(routes.empty() && m_whyReadOnly.isEmpty());
    m_routesLabel->setVisible(!routes.empty());
    if (shown == m_shownRoutes) {
        return;
    }
    m_shownRoutes = shown;
    QHash<QString, Qt::CheckState> edited;
    for (int i = 0; m_isEdited && i < m_routes->count(); ++i) {
        edited.insert(m_routes->item(i)->text(), m_routes->item(i)->checkState());
    }
    const QSignalBlocker quiet(m_routes);
    m_routes->clear();
    for (int i = 1; i + 1 < shown.size(); i += 2) {
        auto* item = new QListWidgetItem(shown[i], m_routes);
        item->setToolTip(plainToolTip(shown[i]));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        item->setCheckState(edited.value(shown[i], shown[i + 1].isEmpty() ? Qt::Unchecked : Qt::Checked));
    }
    const int rows = std::min(m_routes->count(), kMaxRows);
    m_routes->setFixedHeight(rows * (m_routes->sizeHintForRow(0) + 2 * m_routes->spacing()) +
                             2 * m_routes->frameWidth());
}

QString QuietView::zoneText(const datasource::IntervalFacts* interval) const {
    const auto location = interval == nullptr ? QString::fromLatin1(kLocalZone) : toQString(interval->location);
    if (location.isEmpty()) {
        return tr("Hours of UTC, as the file has it.");
    }
    if (location != QLatin1String(kLocalZone)) {
        return tr("Hours of %1.").arg(location);
    }
    return m_whyReadOnly.isEmpty() ? tr("Hours of this machine's time zone.")
                                   : tr("Hours of the time zone of the machine that sends.");
}

void QuietView::check() {
    const auto* const interval = chosen();
    const bool isOdd = interval != nullptr && (!interval->isWeekly || !m_week->isExact());
    const bool canChange = m_whyReadOnly.isEmpty() && !isOdd;
    m_week->setReadOnly(!canChange);
    m_routes->setEnabled(canChange);
    const bool isNone = interval == nullptr && !m_whyReadOnly.isEmpty();
    m_week->setVisible(!isNone);
    m_choice->setVisible(!isNone);
    m_choiceLabel->setVisible(!isNone);
    m_routes->setVisible(!isNone && m_routes->count() > 0);
    m_routesLabel->setVisible(m_routes->isVisibleTo(this));
    m_note->setText(isNone  ? tr("This Alertmanager has no quiet hours.")
                    : isOdd ? tr("These hours depend on more than the day of the week and whole hours; change them in "
                                 "the file.")
                            : zoneText(interval));
    const auto name = m_name->text().trimmed();
    QString problem;
    if (interval == nullptr && m_whyReadOnly.isEmpty()) {
        problem = name.isEmpty()  ? tr("The quiet hours need a name.")
                  : isTaken(name) ? tr("There are quiet hours of this name already; choose them above to change them.")
                                  : QString();
    }
    m_name->setProblem(problem);
    const auto missing = !problem.isEmpty()        ? problem
                         : m_week->spans().empty() ? tr("Choose at least one hour of the week.")
                                                   : QString();
    m_problem->setText((m_isEdited || interval == nullptr) && canChange ? missing : QString());
    m_save->setVisible(m_whyReadOnly.isEmpty());
    m_save->setEnabled(canChange && m_isEdited && missing.isEmpty());
}

void QuietView::save() {
    datasource::IntervalDraft draft;
    const auto* const interval = chosen();
    draft.name = m_name->text().trimmed().toStdString();
    draft.location = interval == nullptr ? kLocalZone : interval->location;
    draft.week = m_week->spans();
    struct Mute {
        std::size_t route;
        std::vector<std::string> intervals;
    };
    std::vector<Mute> mutes;
    const auto& routes = m_snapshot.plan->route().routes;
    for (std::size_t i = 0; i < routes.size(); ++i) {
        auto names = routes[i].muteTimeIntervals;
        const bool was = std::ranges::find(names, draft.name) != names.end();
        const bool is = m_routes->item(static_cast<int>(i))->checkState() == Qt::Checked;
        if (was != is) {
            is ? names.push_back(draft.name) : static_cast<void>(std::erase(names, draft.name));
            mutes.push_back({i, std::move(names)});
        }
    }
    m_changes.apply(
        [draft, mutes](datasource::NotificationSettings& settings) -> Result<datasource::ConfigChange> {
            auto change = HEARTH_TRY(settings.putInterval(draft));
            for (const auto& [route, intervals] : mutes) {
                HEARTH_TRY(settings.save(change, {}));
                change = HEARTH_TRY(settings.setMuteIntervals(route, intervals));
            }
            return change;
        },
        [this](const Result<void>& done) { report(done); });
}

void QuietView::report(const Result<void>& done) {
    if (done) {
        m_isEdited = false;
        m_message->showTranslated(MessageBar::Kind::kInformation, [] { return tr("The quiet hours are saved."); });
    } else {
        m_message->showTranslated(MessageBar::Kind::kError, [words = toQString(done.error().message())] {
            return tr("Not saved: %1").arg(words);
        });
    }
}

} // namespace hearth::ui
