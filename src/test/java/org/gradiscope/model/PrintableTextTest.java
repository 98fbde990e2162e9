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

package org.gradiscope.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;

import org.gradiscope.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What strangers write moves no cursor, breaks no line and turns no direction. */
class PrintableTextTest {

	@ParameterizedTest
	@CsvSource({ "plain größe 細胞 Zelle, plain größe 細胞 Zelle", "\u001b[31mRED\u0007,' [31mRED '",
		"'a\nb\r\nc\td', a b c d", "a\u202Eevil\u2066x\u2069, a evil x ", "\u009b31m,' 31m'",
		"a\u2028b\u2029c\u0085d, a b c d", "zero\u200Bwidth\uFEFF,'zero width '",
		"می\u200Cخواهم, می\u200Cخواهم", "\uD83D\uDD2C, \uD83D\uDD2C", "half\uD83D!, half !",
		"soft\u00ADhyphen, soft hyphen", "nul\u0000l, nul l", "tag\uDB40\uDC41s, tag s" })
	void onlyWhatIsToBeSeenIsLeft(final String text, final String line) {
		assertEquals(line.strip(), PrintableText.line(text).strip());
	}

	@Test
	void nothingStaysNothing() {
		assertNull(PrintableText.line(null));
		assertEquals("", PrintableText.line(""));
	}

	@Test
	void errorsAndLabelsAreOneLineWhateverTheyName() {
		final String evil = "\u001b]0;title\u0007 a\nb \u202Ec";
		assertEquals(" ]0;title  a b  c", new ModelException(evil).getMessage());
		assertEquals(" ]0;title  a b  c",
			new EngineException(evil, new RuntimeException()).getMessage());
		assertEquals("a b", new Labels(List.of("a\nb")).name(0));
		assertEquals(0, new Labels(List.of("a\nb")).index("a b"));
	}
}
