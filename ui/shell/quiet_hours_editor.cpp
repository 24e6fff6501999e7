// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/quiet_hours_editor.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QTimeEdit>

namespace hearth::ui {

QuietHoursEditor::QuietHoursEditor(const QuietHours& hours, QWidget* parent)
    : QWidget(parent)
    , m_enabled(new QCheckBox(this))
    , m_from(new QTimeEdit(hours.from, this))
    , m_until(new QLabel(this))
    , m_to(new QTimeEdit(hours.to, this))
    , m_critical(new QCheckBox(this)) {
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
    connect(m_enabled, &QCheckBox::toggled, this, &QuietHoursEditor::tell);
    connect(m_critical, &QCheckBox::toggled, this, &QuietHoursEditor::tell);
    connect(m_from, &QTimeEdit::timeChanged, this, &QuietHoursEditor::tell);
    connect(m_to, &QTimeEdit::timeChanged, this, &QuietHoursEditor::tell);
    retranslateUi();
}

void QuietHoursEditor::tell() {
    emit edited({.enabled = m_enabled->isChecked(),
                 .from = m_from->time(),
                 .to = m_to->time(),
                 .criticalPasses = m_critical->isChecked()});
}

void QuietHoursEditor::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

void QuietHoursEditor::retranslateUi() {
    m_enabled->setText(tr("Quiet every day from"));
    m_until->setText(tr("to"));
    m_critical->setText(tr("Critical alerts are shown all the same"));
    m_from->setAccessibleName(tr("Quiet from"));
    m_to->setAccessibleName(tr("Quiet to"));
}

} // namespace hearth::ui
