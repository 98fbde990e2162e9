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

import javax.swing.JComponent;
import javax.swing.JTextField;

import org.scijava.module.ModuleItem;

/** A number or a text. */
final class TextField extends KeyField {

	private static final int COLUMNS_OF_NUMBERS = 8;
	private static final int COLUMNS_OF_TEXTS = 22;

	private final JTextField field;

	TextField(final ModuleItem<?> key, final String text, final Runnable changed) {
		super(key);
		field = new JTextField(text, isWide() ? COLUMNS_OF_TEXTS : COLUMNS_OF_NUMBERS);
		field.getDocument().addDocumentListener(new TextChangeListener(changed));
	}

	@Override
	JComponent component() {
		return field;
	}

	@Override
	boolean isWide() {
		return key().getType() == String.class;
	}

	@Override
	String text() {
		return field.getText();
	}

	@Override
	void show(final String text) {
		field.setText(text);
	}
}
