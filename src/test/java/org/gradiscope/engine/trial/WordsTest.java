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

package org.gradiscope.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users set, what processes say last, and what goes over the line between them. */
class WordsTest {

	private static Trial.TrialSettings settings(final String property, final String variable) {
		return Trial.TrialSettings.of(name -> name.equals("gradiscope.trial") ? property : null,
			name -> name.equals("GRADISCOPE_TRIAL") ? variable : null);
	}

	@Test
	void thePropertyGoesBeforeTheVariable() {
		assertEquals(new Trial.TrialSettings(true, Optional.empty()), settings(null, null));
		assertEquals(new Trial.TrialSettings(true, Optional.empty()), settings(" ", ""));
		assertEquals(new Trial.TrialSettings(false, Optional.empty()), settings(null, "false"));
		assertEquals(new Trial.TrialSettings(false, Optional.empty()), settings(" FALSE ", "90"));
		assertEquals(new Trial.TrialSettings(true, Optional.of(Duration.ofSeconds(90))),
			settings("", "90"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "flase", "0", "-1", "1.5", "no", "1e9", "9999999" })
	void allElseIsRefused(final String stated) {
		final String line =
			assertThrows(IllegalArgumentException.class, () -> settings(null, stated)).getMessage();
		assertTrue(line.contains("'" + stated + "'") && line.contains("false, true or a number"), line);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"2026-01-02 03:04:05.678901: F tensorflow/core/a_b.cc:59] Check failed: 1 == 2 | Check failed: 1 == 2", //
		"terminate called after throwing an instance of 'std::bad_alloc' | std::bad_alloc", //
		"Error: Could not find or load main class A | Could not find or load main class A", //
		"Exception in thread \"main\" java.lang.Error: x | java.lang.Error: x", //
		"#  SIGSEGV (0xb) at pc=0x00007f, pid=1, tid=2 | SIGSEGV" })
	void theReasonOfACrash(final String written, final String reason) {
		assertEquals(Optional.of(reason), CrashReason.said("before\n" + written + "\nafter"));
	}

	@Test
	void theFunctionOfASignalIsNamed() {
		assertEquals(Optional.of("SIGFPE in tensorflow::Op"), CrashReason.said(
			"#  SIGFPE (0x8) at pc=0x0\n# Problematic frame:\n# C  [libx.so.2+0xf7]  tensorflow::Op<float>::f()"));
		assertEquals(Optional.empty(), CrashReason.said("nothing of note"));
	}

	@Test
	void aVerdictIsALineOfAsciiWhateverItSays() {
		final TrialResult result =
			new TrialResult(TrialResult.Kind.REFUSED, "größe\nof \u001b[31m %41 + x");
		assertTrue(result.line().matches("[ -~]+"), result.line());
		assertEquals(result, TrialResult.of(result.line()));
		assertTrue(TrialResult.isLine(result.line()));
	}
}
