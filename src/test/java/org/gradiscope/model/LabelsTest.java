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
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {

	private static final Labels LABELS = new Labels(List.of("tench, Tinca tinca",
		"gibbon, Hylobates lar", "siamang, Hylobates syndactylus, Symphalangus syndactylus",
		"tabby, tabby cat", "Egyptian cat", "catamaran", "wine bottle", "red wine", "maillot",
		"maillot, tank suit", "crane (134)", "crane (517)", "7up", "größe", "class 12", "class 1"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "gibbon | 1", "GIBBON | 1", "'gibbon, hylobates LAR' | 1",
		"'gibbon,  Hylobates_lar ' | 1", "hylobates lar | 1", "Hylobates-lar | 1", "tinca | 0",
		"Egyptian | 4", "egyptian_cat | 4", "catam | 5", "syndact | 2", "amaran | 5", "wine bottle | 6",
		"maillot | 8", "tank | 9", "bottle | 6", "7 | 7", "15 | 15", "0 | 0", "class 1 | 15",
		"class-12 | 14", "7up | 12", "gro\u0308\u00dfe | 13", "\u0663 | 3", "' tabby ' | 3" })
	void theSurestWayInWhichAWordFitsCounts(final String word, final int expected) {
		assertEquals(expected, LABELS.index(word));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
		value = { "cat | 3 'tabby, tabby cat', 4 'Egyptian cat'",
			"hylobates | 1 'gibbon, Hylobates lar', 2 'siamang, Hylobates syndactylus, Symphalangus " +
				"syndactylus'",
			"crane | 10 'crane (134)', 11 'crane (517)'" })
	void severalThatFitAreListed(final String word, final String expected) {
		assertEquals(
			"Several classes are meant by '" + word + "': " + expected +
				"; give more of the label, or the index.",
			assertThrows(IllegalArgumentException.class, () -> LABELS.index(word)).getMessage());
	}

	@Test
	void aLabelThatIsTheWordIsBeforeThoseThatBeginWithIt() {
		assertEquals(0, new Labels(List.of("cat", "catfish", "cat bear")).index("cat"));
		assertEquals(1, new Labels(List.of("black swan", "black", "lack")).index("Black"));
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"',
		value = { "\"\"", "-", "_", "xyz", "-1", "+-1", "1.5", "1e400", "99999999999999999999", "16" })
	void whatFitsNoneIsRefused(final String word) {
		final String message =
			assertThrows(IllegalArgumentException.class, () -> LABELS.index(word)).getMessage();
		assertEquals("There is no class ", message.substring(0, 18), message);
	}
}
