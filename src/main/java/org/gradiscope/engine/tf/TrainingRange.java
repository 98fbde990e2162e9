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

package org.gradiscope.engine.tf;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.gradiscope.engine.tf.KnownNetwork.Evidence;
import org.gradiscope.engine.tf.inspect.TrainingPixelStatistics;
import org.gradiscope.tensor.ValueRange;

/**
 * The value range that the pixels of the training had, where their mean and standard deviation fit only one of
 * those in use. Photographs fill their range: on average they are grey, of half of it or a little less,
 * and deviate by a quarter.
 */
final class TrainingRange {

	private static final List<ValueRange> USUAL =
		List.of(new ValueRange(-1, 1), ValueRange.UNIT, ValueRange.EIGHT_BIT);

	/** In parts of the range: where photographs' mean is, and their deviation. */
	private static final double DARKEST = 0.2;
	private static final double BRIGHTEST = 0.65;
	private static final double FLATTEST = 0.15;
	private static final double LIVELIEST = 0.37;

	/** Within this factor, the channels agree. */
	private static final double AGREEMENT = 1.5;
	/** In deviations: what the mean must be known to, for anything to be said. */
	private static final double CERTAINTY = 0.3;

	private TrainingRange() {}

	/** The only range that fits, and why; nothing where none or several do, or the channels disagree. */
	static Optional<Evidence> of(final TrainingPixelStatistics pixels) {
		if (!isClear(pixels)) return Optional.empty();
		final List<ValueRange> fitting = USUAL.stream().filter(range -> fits(pixels, range)).toList();
		return fitting.size() == 1
			? Optional.of(new Evidence(fitting.get(0), "inferred by " + said(pixels))) : Optional.empty();
	}

	/** What to know of pixels that are clear but of no usual range, as after a standardization. */
	static Optional<String> remark(final TrainingPixelStatistics pixels) {
		return isClear(pixels)
			? Optional.of("; by " + said(pixels) +
				", it fits none of -1..1, 0..1 and 0..255, so find out mean and standard deviation")
			: Optional.empty();
	}

	private static boolean isClear(final TrainingPixelStatistics pixels) {
		return pixels.scatter() <= AGREEMENT && pixels.error() <= CERTAINTY * pixels.spread();
	}

	/** Whether mean and standard deviation lie where they do in photographs, the doubt about the mean included. */
	private static boolean fits(final TrainingPixelStatistics pixels, final ValueRange range) {
		final double mean = (pixels.mean() - range.min()) / range.extent();
		final double doubt = 2 * pixels.error() / range.extent();
		final double spread = pixels.spread() / range.extent();
		return mean - doubt >= DARKEST && mean + doubt <= BRIGHTEST && spread >= FLATTEST &&
			spread <= LIVELIEST;
	}

	private static String said(final TrainingPixelStatistics pixels) {
		return String.format(Locale.ROOT,
			"the batch normalization after '%s', whose training had pixels of mean %s and deviation %s",
			pixels.layer(), rounded(pixels.mean()), rounded(pixels.spread()));
	}

	private static String rounded(final double value) {
		return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.0f", value);
	}
}
