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

package org.gradiscope.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;

import org.gradiscope.attack.defence.DefenceMethod;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.attack.robustness.Epsilons;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 3900 gradients for each image and each epsilon over 0. */
class AutoAttackTimeTest {

	private static Optional<String> sentence(final double gradient, final String defence,
		final Epsilons epsilons, final AttackMethod... methods) {
		return new AutoAttackTime(gradient, 2, epsilons, DefenceMethod.parse(defence))
			.sentence(List.of(methods));
	}

	@ParameterizedTest
	@CsvSource({ "0.00001, 1 s", "0.001, 16 s", "0.0057, 89 s", "0.006, 2 minutes",
		"0.03, 8 minutes" })
	void itIsGivenInSecondsOrMinutes(final double gradient, final String expected) {
		assertEquals(
			"A stronger attack may fool more: methods=autoattack would take at most about " + expected +
				" here.",
			sentence(gradient, "none", Epsilons.levels(0, 4, 8), AttackMethods.PGD, AttackMethods.NOISE)
				.orElseThrow());
	}

	@Test
	void overTenMinutesNothingIsSaid() {
		assertEquals(Optional.empty(),
			sentence(0.039, "none", Epsilons.levels(0, 4, 8), AttackMethods.PGD));
	}

	@Test
	void whatWasRunOrHasNoEpsilonIsNotProposed() {
		for (final AttackMethod done : List.of(AttackMethods.AUTOATTACK, AttackMethods.AUTOATTACK_L2))
			assertEquals(Optional.empty(),
				sentence(0.001, "none", Epsilons.levels(4), AttackMethods.PGD, done));
		assertEquals(Optional.empty(), sentence(0.001, "none", Epsilons.levels(0), AttackMethods.PGD));
	}

	/** The bare network is attacked besides, and ten draws of a random defence are ten gradients. */
	@Test
	void defencesTakeMore() {
		final Epsilons one = Epsilons.levels(4);
		assertEquals(1, new AutoAttackTime(1 / 7800., 2, one, Optional.empty()).seconds(), 1e-9);
		assertEquals(2,
			new AutoAttackTime(1 / 7800., 2, one, DefenceMethod.parse("median:3")).seconds(), 1e-9);
		assertEquals(11, new AutoAttackTime(1 / 7800., 2, one, DefenceMethod.parse("resize")).seconds(),
			1e-9);
		assertEquals(
			"A stronger attack may fool more: methods=autoattack would take at most about 2 s here, and " +
				"what the defence itself takes.",
			sentence(1 / 7800., "median:3", one, AttackMethods.PGD).orElseThrow());
	}
}
