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

package org.gradiscope.attribution.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gradiscope.attribution.check.CascadingRandomization.Step;
import org.junit.jupiter.api.Test;

/** The plain words for figures on both sides of the thresholds. */
class AdviceTest {

	private static final double[] ENDS = { 0, 1 };

	private static DeletionInsertion.ScoreCurve curve(final double first, final double last) {
		return new DeletionInsertion.ScoreCurve(ENDS, new double[] { first, last });
	}

	private static String advice(final double spearman, final double signed, final double whole,
		final double few) {
		final List<Step> steps =
			List.of(new Step("logits", 1, 4, new CascadingRandomization.Similarity(1, 1, 1)),
				new Step("conv3", 2, 4, new CascadingRandomization.Similarity(spearman, signed, 0)),
				new Step("conv2", 4, 4, new CascadingRandomization.Similarity(0, 0, 0)));
		return new Findings("gradient", null, steps, curve(whole, 0), curve(whole, 0.4),
			curve(0, whole), curve(0, whole), new Infidelity.Result(0, 0, 0, 0), List.of(few, 0.0, 0.0))
			.advice();
	}

	/** Two of four layers are the first that are a third. */
	@Test
	void sayWhatRandomWeightsDo() {
		assertEquals("gradient hardly changes when the top layers are random (Spearman 0.90 of " +
			"magnitudes, 0.80 signed, after 2 of 4): it shows the image, edges above all, rather than what the " +
			"network learnt. Taking away the pixels that it marks lowers the probability faster than " +
			"random ones (area 0.40 against 0.60); bringing them back into a blurred image raises it " +
			"about as fast as random ones (0.40 against 0.40). It foretells what the score does when few " +
			"pixels change (correlation 0.70).", advice(0.9, 0.8, 0.8, 0.7));
		assertTrue(advice(0.9, 0.1, 0.8, 0.7)
			.startsWith("gradient keeps its magnitudes and changes its signs when"));
		assertTrue(advice(0.2, 0.1, 0.8, 0.7).contains("so it depends on what the network learnt."));
	}

	@Test
	void sayWhereLittleCanBeSaid() {
		assertTrue(
			advice(0.2, 0.1, 0.05, 0.2).endsWith(" The network gives the class a probability of " +
				"0.05 only, so the curves of deletion and insertion say little. It does not foretell what " +
				"the score does when few pixels change (correlation 0.20)."));
	}
}
