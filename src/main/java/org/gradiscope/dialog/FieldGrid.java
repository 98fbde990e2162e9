/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.dialog;

import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;

/**
 * Fields with their labels below each other, in one column or more. Some are hidden at times; then the
 * others close up. Their order, which the tab key goes by, is down the first column, then the next.
 */
final class FieldGrid extends JPanel {

	private static final long serialVersionUID = 1;

	private static final int GAP = 3;
	private static final int BETWEEN_COLUMNS = 16;

	private final int columns;
	private final transient Map<KeyField, JLabel> labels = new LinkedHashMap<>();
	/** What stands below some fields. */
	private final transient Map<KeyField, JComponent> feet = new LinkedHashMap<>();

	FieldGrid(final List<KeyField> fields, final int columns) {
		super(new GridBagLayout());
		this.columns = columns;
		for (final KeyField field : fields) {
			final JLabel label = new JLabel(field.label());
			label.setLabelFor(field.parts().get(0));
			labels.put(field, label);
			add(label, new GridBagConstraints());
			add(field.component(), new GridBagConstraints());
		}
	}

	/** Puts something below a field, seen when that is. */
	void addFoot(final KeyField field, final JComponent foot) {
		feet.put(field, foot);
		add(foot, new GridBagConstraints());
	}

	/** Shows some fields. */
	void arrange(final Predicate<KeyField> isShown) {
		final List<KeyField> shown = labels.keySet().stream().filter(isShown).toList();
		labels.keySet().forEach(field -> setVisible(field, shown.contains(field)));
		final int rows = (shown.size() + columns - 1) / columns;
		for (int i = 0; i < shown.size(); i++)
			place(shown.get(i), i / rows, i % rows);
		revalidate();
	}

	private void setVisible(final KeyField field, final boolean isShown) {
		labels.get(field).setVisible(isShown);
		field.component().setVisible(isShown);
		if (feet.containsKey(field)) feet.get(field).setVisible(isShown);
	}

	private void place(final KeyField field, final int column, final int row) {
		final GridBagLayout layout = (GridBagLayout) getLayout();
		final GridBagConstraints place = new GridBagConstraints();
		place.gridy = 2 * row;
		place.gridx = 2 * column;
		place.anchor = GridBagConstraints.LINE_END;
		place.insets = new Insets(GAP, column > 0 ? BETWEEN_COLUMNS : 0, GAP, GAP);
		layout.setConstraints(labels.get(field), place);
		place.gridx++;
		place.weightx = 1;
		place.anchor = GridBagConstraints.LINE_START;
		place.insets = new Insets(GAP, GAP, GAP, 0);
		place.fill = field.isWide() ? GridBagConstraints.HORIZONTAL : GridBagConstraints.NONE;
		layout.setConstraints(field.component(), place);
		if (!feet.containsKey(field)) return;
		place.gridy++;
		place.insets = new Insets(0, GAP, GAP, 0);
		place.fill = GridBagConstraints.HORIZONTAL;
		layout.setConstraints(feet.get(field), place);
	}
}
