// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/quiet_hours_editor.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QTimeEdit>

#include "widgets/colors.h"

namespace hearth::ui {

QuietHoursEditor::QuietHoursEditor(const QuietHours& hours, QWidget* parent)
    : QWidget(parent)
    , m_enabled(new QCheckBox(this))
    , m_from(new QTimeEdit(hours.from, this))
    , m_until(new QLabel(this))
    , m_to(new QTimeEdit(hours.to, this))
    , m_critical(new QCheckBox(this))
    , m_note(new QLabel(this)) {
    m_enabled->setChecked(hours.enabled);
    m_critical->setChecked(hours.criticalPasses);
    auto* times = new QHBoxLayout;
    times->addWidget(m_from);
    times->addWidget(m_until);
    times->addWidget(m_to);
    times->addStretch();
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_enabled);
    column->addLayout(times);
    column->addWidget(m_critical);
    column->addWidget(m_note);
    m_note->setTextFormat(Qt::PlainText);
    connect(m_enabled, &QCheckBox::toggled, this, &QuietHoursEditor::tell);
    connect(m_critical, &QCheckBox::toggled, this, &QuietHoursEditor::tell);
    connect(m_from, &QTimeEdit::timeChanged, this, &QuietHoursEditor::tell);
    connect(m_to, &QTimeEdit::timeChanged, this, &QuietHoursEditor::tell);
    retranslateUi();
}

/// The line keeps its place: a menu does not change its size while it is open.
void QuietHoursEditor::showState() {
    const bool on = m_enabled->isChecked();
    for (QWidget* part : {static_cast<QWidget*>(m_from), static_cast<QWidget*>(m_until), static_cast<QWidget*>(m_to),
                          static_cast<QWidget*>(m_critical)}) {
        part->setEnabled(on);
    }
    const auto until = QLocale().toString(m_to->time(), QLocale::ShortFormat);
    const bool never = m_from->time() == m_to->time();
    auto palette = this->palette();
    palette.setColor(QPalette::WindowText, never ? warningColor(palette) : quietText(palette));
    m_note->setPalette(palette);
    m_note->setText(!on                             ? QString()
                    : never                         ? tr("Both times are the same: it is never quiet.")
                    : m_to->time() < m_from->time() ? tr("Until %1 on the next day.").arg(until)
                                                    : QString());
}

void QuietHoursEditor::tell() {
    showState();
    emit edited({.enabled = m_enabled->isChecked(),
                 .from = m_from->time(),
                 .to = m_to->time(),
                 .criticalPasses = m_critical->isChecked()});
}

void QuietHoursEditor::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    } else if (event->type() == QEvent::PaletteChange) {
        showState();
    }
    QWidget::changeEvent(event);
}

void QuietHoursEditor::retranslateUi() {
    m_enabled->setText(tr("Quiet every day from"));
    m_until->setText(tr("to"));
    m_critical->setText(tr("Critical alerts are shown all the same"));
    showState();
    m_from->setAccessibleName(tr("Quiet from"));
    m_to->setAccessibleName(tr("Quiet to"));
}

} // namespace hearth::ui
