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

import java.util.List;
import java.util.Locale;

import org.gradiscope.tensor.Tensor;

/**
 * What the checks of a map found.
 *
 * @param method by which the map was made
 * @param map that was checked, {@code [1, h, w, c]}
 * @param cascade of the randomization, from the output down; empty where it was left out
 * @param deletion of the class's probability, along the map
 * @param deletionRandom along random orders
 * @param insertion of the class's probability, along the map
 * @param insertionRandom along random orders
 * @param infidelity by squares
 * @param sensitivity for n of 1 %, 10 % and 50 % of the pixels
 */
public record Findings(String method, Tensor map, List<CascadingRandomization.Step> cascade,
	DeletionInsertion.ScoreCurve deletion, DeletionInsertion.ScoreCurve deletionRandom,
	DeletionInsertion.ScoreCurve insertion, DeletionInsertion.ScoreCurve insertionRandom,
	Infidelity.Result infidelity, List<Double> sensitivity) {

	public Findings {
		cascade = List.copyOf(cascade);
		sensitivity = List.copyOf(sensitivity);
	}

	/** What they mean, in plain words; see {@link Advice}. */
	public String advice() {
		return Advice.of(this);
	}

	static String number(final double value) {
		return String.format(Locale.ROOT, "%.2f", value);
	}

	/**
	 * The findings of checks in plain words, by simple thresholds:
	 * <ul>
	 * <li>The randomization is judged at the first step that has drawn a third of the layers. A correlation
	 * of {@value #ALIKE} or more is alike: if both the magnitudes and the signed values are, the map hardly
	 * changes; if the magnitudes alone are, its signs change; else it changes.</li>
	 * <li>A curve is better than random order if its area is better by more than {@value #MARGIN} of the
	 * whole image's probability, worse if it is worse by that much, else like it.</li>
	 * <li>Of sensitivity-n the first number is judged: changes of few pixels are foretold from
	 * {@value #FORETOLD} on.</li>
	 * </ul>
	 * Where the probability is under {@value #UNLIKELY}, the curves say little.
	 */
	private static final class Advice {

		private static final double ALIKE = 0.5;
		private static final double MARGIN = 0.05;
		private static final double FORETOLD = 0.5;
		private static final double UNLIKELY = 0.1;

		private Advice() {}

		static String of(final Findings findings) {
			return cascade(findings) + curves(findings) + sensitivity(findings);
		}

		private static String cascade(final Findings findings) {
			if (findings.cascade().isEmpty()) return "";
			final CascadingRandomization.Step step =
				findings.cascade().stream().filter(s -> 3 * s.layers() >= s.of()).findFirst().orElseThrow();
			final CascadingRandomization.Similarity similarity = step.similarity();
			final String when = " when the top layers are random (Spearman " +
				number(similarity.spearman()) + " of magnitudes, " + number(similarity.spearmanSigned()) +
				" signed, after " + step.layers() + " of " + step.of() + ")";
			if (similarity.spearman() < ALIKE) return findings.method() + " changes" + when +
				", so it depends on what the network learnt.";
			if (similarity.spearmanSigned() < ALIKE)
				return findings.method() + " keeps its magnitudes and changes its signs" + when +
					": where it is strong the image says, not what the network learnt.";
			return findings.method() + " hardly changes" + when +
				": it shows the image, edges above all, rather than what the network learnt.";
		}

		private static String curves(final Findings findings) {
			final double whole = findings.deletion().values()[0];
			if (whole < UNLIKELY) return " The network gives the class a probability of " +
				number(whole) + " only, so the curves of deletion and insertion say little.";
			final double deletion = findings.deletion().area();
			final double deletionRandom = findings.deletionRandom().area();
			final double insertion = findings.insertion().area();
			final double insertionRandom = findings.insertionRandom().area();
			return " Taking away the pixels that it marks lowers the probability " +
				speed(deletionRandom - deletion, whole) + " random ones (area " + number(deletion) +
				" against " + number(deletionRandom) +
				"); bringing them back into a blurred image raises it " +
				speed(insertion - insertionRandom, whole) + " random ones (" + number(insertion) +
				" against " + number(insertionRandom) + ").";
		}

		private static String speed(final double better, final double whole) {
			return better > MARGIN * whole ? "faster than"
				: better < -MARGIN * whole ? "more slowly than" : "about as fast as";
		}

		private static String sensitivity(final Findings findings) {
			final double few = findings.sensitivity().get(0);
			return " It " + (few >= FORETOLD ? "foretells" : "does not foretell") +
				" what the score does when few pixels change (correlation " + number(few) + ").";
		}
	}
}
