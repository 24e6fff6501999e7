// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/quiet_view.h"

#include <QComboBox>
#include <QGridLayout>
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
#include "widgets/checked_field.h"
#include "widgets/message_bar.h"
#include "widgets/plain_label.h"

namespace hearth::ui {
namespace {

/// How the file calls the zone of the machine that sends.
constexpr const char* kLocalZone = "Local";

} // namespace

QuietView::QuietView(SettingsChanges& changes, QWidget* parent)
    : QWidget(parent)
    , m_changes(changes) {
    buildUi();
}

void QuietView::buildUi() {
    m_message = new MessageBar(this);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(8);
    m_intro = plainLabel(content);
    m_intro->setText(tr("Routes that are quiet at these hours tell nobody; what still fires afterwards is told then. "
                        "Whether this screen alone is left in peace is chosen in the menu of the bell."));
    m_choice = new QComboBox(content);
    m_choice->setObjectName(QStringLiteral("interval"));
    m_name = new CheckedField(content);
    m_name->setObjectName(QStringLiteral("intervalName"));
    m_week = new WeekGrid(content);
    m_note = plainLabel(content);
    m_routes = new QListWidget(content);
    m_routes->setMaximumSize(560, 110);
    m_routes->setAccessibleName(tr("Routes that are quiet then"));
    m_save = new QPushButton(tr("Save"), content);
    m_save->setObjectName(QStringLiteral("saveInterval"));
    auto* head = new QGridLayout;
    head->setHorizontalSpacing(8);
    auto* which = new QLabel(tr("Quiet hours"), content);
    which->setBuddy(m_choice);
    auto* name = new QLabel(tr("Name"), content);
    name->setBuddy(m_name);
    head->addWidget(which, 0, 0);
    head->addWidget(m_choice, 0, 1);
    head->addWidget(name, 0, 2);
    head->addWidget(m_name, 0, 3);
    head->setColumnStretch(4, 1);
    column->addWidget(m_intro);
    column->addLayout(head);
    column->addWidget(m_week);
    column->addWidget(m_note);
    column->addWidget(new QLabel(tr("Routes that are quiet then"), content));
    column->addWidget(m_routes);
    column->addWidget(m_save, 0, Qt::AlignLeft);
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
        choose();
    });
    connect(m_name, &QLineEdit::textEdited, this, edited);
    connect(m_week, &WeekGrid::edited, this, edited);
    connect(m_routes, &QListWidget::itemChanged, this, edited);
    connect(m_save, &QPushButton::clicked, this, &QuietView::save);
}

void QuietView::showSettings(const SettingsSnapshot& snapshot, const QString& whyReadOnly) {
    m_snapshot = snapshot;
    m_whyReadOnly = whyReadOnly;
    m_intervals = snapshot.plan->intervals(SystemClock().nowMs());
    if (m_isEdited) {
        return; // what a person is at stays
    }
    renderChoice();
    choose();
}

void QuietView::renderChoice() {
    const QSignalBlocker quiet(m_choice);
    const bool isFirst = m_choice->count() == 0;
    const auto before = m_choice->currentData().toString();
    m_choice->clear();
    for (const auto& interval : m_intervals) {
        const auto name = toQString(interval.name);
        m_choice->addItem(interval.isOn ? tr("%1 (now)").arg(name) : name, name);
    }
    m_choice->addItem(tr("New quiet hours"), QString());
    m_choice->setCurrentIndex(isFirst ? 0 : std::max(0, m_choice->findData(before)));
}

const datasource::IntervalFacts* QuietView::chosen() const {
    const auto name = m_choice->currentData().toString().toStdString();
    const auto found = std::ranges::find(m_intervals, name, &datasource::IntervalFacts::name);
    return name.empty() || found == m_intervals.end() ? nullptr : &*found;
}

void QuietView::choose() {
    const auto* const interval = chosen();
    m_name->setText(interval == nullptr ? QStringLiteral("night") : toQString(interval->name));
    m_name->setReadOnly(interval != nullptr);
    m_week->setSpans(interval == nullptr ? std::vector<datasource::WeekSpan>() : interval->week);
    renderRoutes(interval == nullptr ? std::string() : interval->name);
    check();
}

void QuietView::renderRoutes(const std::string& name) {
    const QSignalBlocker quiet(m_routes);
    m_routes->clear();
    for (const auto& route : m_snapshot.plan->route().routes) {
        auto* item =
            new QListWidgetItem(tr("%1: %2").arg(RouteText::matchers(route), toQString(route.receiver)), m_routes);
        const bool isMuted = std::ranges::find(route.muteTimeIntervals, name) != route.muteTimeIntervals.end();
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        item->setCheckState(isMuted ? Qt::Checked : Qt::Unchecked);
    }
}

void QuietView::check() {
    const auto* const interval = chosen();
    auto why = m_whyReadOnly;
    if (why.isEmpty() && interval != nullptr && (!interval->isWeekly || !m_week->isExact())) {
        why = tr("These hours depend on more than the day of the week and whole hours; change them in the file.");
    }
    m_week->setReadOnly(!why.isEmpty());
    m_routes->setEnabled(why.isEmpty());
    const auto zone = interval == nullptr                ? tr("Hours of this machine's time zone.")
                      : interval->location.empty()       ? tr("Hours of UTC, as the file has it.")
                      : interval->location == kLocalZone ? tr("Hours of this machine's time zone.")
                                                         : tr("Hours of %1.").arg(toQString(interval->location));
    m_note->setText(why.isEmpty() ? zone : why);
    const bool hasName = !m_name->text().trimmed().isEmpty();
    m_name->setProblem(hasName ? QString() : tr("This must be stated."));
    m_save->setEnabled(why.isEmpty() && m_isEdited && hasName && !m_week->spans().empty());
    m_save->setToolTip(plainToolTip(m_whyReadOnly));
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
        m_message->showMessage(MessageBar::Kind::kInformation, tr("The quiet hours are saved."));
    } else {
        m_message->showMessage(MessageBar::Kind::kError, toQString(done.error().message()));
    }
}

} // namespace hearth::ui
