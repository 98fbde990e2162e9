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

import javax.swing.JComboBox;
import javax.swing.JComponent;

import org.gradiscope.command.KeyValues;
import org.scijava.module.ModuleItem;

/** One of the values that the key can have. */
final class ChoiceField extends KeyField {

	/** So many are seen at once where there are more. */
	private static final int ROWS = 20;

	private final JComboBox<String> box;

	ChoiceField(final ModuleItem<?> key, final String text, final Runnable changed) {
		super(key);
		box = new JComboBox<>(KeyValues.choices(key).toArray(String[]::new));
		box.setMaximumRowCount(ROWS);
		box.setSelectedItem(text);
		box.addActionListener(event -> changed.run());
	}

	@Override
	JComponent component() {
		return box;
	}

	@Override
	String text() {
		return (String) box.getSelectedItem();
	}

	@Override
	void show(final String text) {
		box.setSelectedItem(text);
	}
}
