// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/past_pane.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "alerts/alert_questions.h"
#include "data/async_source.h"
#include "models/plain_text.h"
#include "models/value_format.h"
#include "widgets/elided_label.h"
#include "widgets/table_view.h"

namespace hearth::ui {
namespace {

/// The past grows slowly: it is not asked for as often as the present.
constexpr model::DurationMs kEveryMs = 15 * model::kSecondMs;

const QString kSlot = QStringLiteral("past");

} // namespace

PastPane::PastPane(AsyncSource& source, QWidget* parent)
    : QWidget(parent)
    , m_source(source) {}

void PastPane::build(TableView& view) {
    m_note = new ElidedLabel(this);
    m_note->setQuiet(true);
    m_note->hide();
    m_foot = new QHBoxLayout;
    m_foot->setContentsMargins(16, 4, 16, 4);
    m_foot->addWidget(m_note, 1);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(&view, 1);
    m_column->addLayout(m_foot);
    connect(view.selectionModel(), &QItemSelectionModel::currentChanged, this, &PastPane::currentChanged);
    setFocusProxy(&view);
}

void PastPane::setFilter(const AlertFilter& filter) {
    m_filter = filter;
    applyFilter(filter);
    renderNote();
}

void PastPane::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    ask();
}

void PastPane::refresh() {
    m_askedAt = 0;
    ask();
}

void PastPane::ask() {
    const auto now = QDateTime::currentMSecsSinceEpoch();
    if (!isVisible() || now - m_askedAt < kEveryMs) {
        return;
    }
    m_askedAt = now;
    const auto asked = question();
    m_source.call(
        this, kSlot,
        [range = model::TimeRange{now - asked.range, now}, limit = asked.limit](
            datasource::DataSource& source, std::stop_token stop) { return askPast(source, range, limit, stop); },
        [this](Result<AlertPastPtr> past) {
            m_failure = past ? QString() : toQString(past.error().message());
            if (past) {
                take(*std::move(past));
            }
            renderNote();
        });
}

void PastPane::take(AlertPastPtr past) {
    m_past = std::move(past);
    show(m_past);
    emit rowsChanged();
}

void PastPane::startOver() {
    m_source.cancel(this, kSlot);
    m_past.reset();
    m_failure.clear();
    m_askedAt = 0;
    show(std::make_shared<AlertPast>());
    renderNote();
}

QString PastPane::emptyText() const {
    if (!m_failure.isEmpty()) {
        return tr("The past could not be read: %1").arg(m_failure);
    }
    if (m_past == nullptr) {
        return tr("Asking for the past …");
    }
    return m_past->lives.empty() ? tr("Nothing was pending or firing in this time.")
                                 : tr("Nothing of this time passes the filter.");
}

void PastPane::renderNote() {
    tree().setPlaceholder(emptyText());
    QStringList notes;
    if (!m_failure.isEmpty() && rowCount() > 0) {
        notes << emptyText();
    } else if (m_past != nullptr) {
        if (m_filter.asksForTheUnknown()) {
            notes << tr("Whom alerts went to and what inhibited or muted them is only known of those that go on.");
        }
        if (m_past->source == AlertPast::Source::kSeries) {
            notes << tr("This server keeps no history of alerts: read from the series ALERTS in steps of %1; "
                        "who was notified is not known.")
                         .arg(ValueFormat::duration(static_cast<double>(m_past->step) / 1000));
        }
        if (!m_past->complete) {
            notes << tr("The newest ones; there are older ones.");
        }
    }
    m_note->setText(notes.join(QLatin1Char(' ')));
    m_note->setVisible(!notes.isEmpty());
}

} // namespace hearth::ui
