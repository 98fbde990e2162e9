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

package org.gradiscope.imagej1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.Macro;

import java.util.Map;

import org.gradiscope.command.MacroOptions;
import org.gradiscope.testing.BrightnessService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.CommandInfo;

/** A macro's keys are read as {@link Macro#getValue} reads them, and nothing else is let through. */
class MacroOptionsTest {

	private static final CommandInfo CLASSIFY =
		new CommandSession(BrightnessService.class).find("classify");

	@ParameterizedTest
	@ValueSource(
		strings = { "top=3 title=one", "title=[two words] top=3", "title=[a [b c] d] model=/x[1]",
			"title='two words' top=3", "title= top=3", "title=", "  top=3   title=a=b  " })
	void valuesAreThoseThatImageJReads(final String options) {
		final Map<String, String> texts = MacroOptions.parse(CLASSIFY, options);
		assertTrue(texts.size() > 0);
		texts.forEach((key, text) -> assertEquals(Macro.getValue(options, key, "none"), text, key));
	}

	@Test
	void theOrderIsKeptAndBracketsAreTakenOff() {
		assertEquals("{title=a [b c] d, chart=true, top=3}",
			MacroOptions.parse(CLASSIFY, "title=[a [b c] d] chart top=3 ").toString());
		assertEquals(Map.of(), MacroOptions.parse(CLASSIFY, " "));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = { //
		"title=[a b | begins with [, but is not closed: [a b", //
		"title='a b | begins with ', but is not closed: 'a b", //
		"top=3 top=4 | The key 'top' is given twice.", //
		"top | The key 'top' has no value; write top=value, or top=[a value with spaces]." })
	void whatCannotBeReadIsRefused(final String options, final String message) {
		final String told =
			assertThrows(IllegalArgumentException.class, () -> MacroOptions.parse(CLASSIFY, options))
				.getMessage();
		assertTrue(told.endsWith(message), told);
	}
}
