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

package org.gradiscope.model.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Standardization;
import org.gradiscope.tensor.ValueRange;

/**
 * Linear steps of preprocessing, one after the other, gathered into one: the image's range becomes
 * {@code low..high}, then {@code (v - mean) / deviation} per channel.
 */
final class ScalingSteps {

	private final double low;
	private final double high;
	private final double[] mean;
	private final double[] deviation;

	ScalingSteps(final int channels, final double low, final double high) {
		this.low = low;
		this.high = high;
		mean = new double[channels];
		deviation = new double[channels];
		Arrays.fill(deviation, 1);
	}

	/** Whether anything of it is known, so that nothing of another source can be mixed with it. */
	static boolean isKnown(final Description known) {
		return known.has(Fact.RANGE) || known.has(Fact.MEAN) || known.has(Fact.DEVIATION) ||
			known.has(Fact.STANDARDIZATION) || known.has(Fact.STEPS);
	}

	/** {@code (v - center) / divisor}, per channel. */
	void normalize(final double[] center, final double[] divisor) {
		for (int c = 0; c < mean.length; c++) {
			if (divisor[c] == 0) throw new IllegalArgumentException(
				"A standard deviation of 0 cannot divide a channel; correct it, or state the " +
					"deviations in gradiscope.yaml (input: {deviation: [...]}).");
			mean[c] += center[c] * deviation[c];
			deviation[c] *= divisor[c];
		}
	}

	/** @param rangeSource where the range is from */
	void addTo(final DescriptionBuilder facts, final String rangeSource) {
		facts.add(Fact.RANGE, new ValueRange((float) low, (float) high), rangeSource);
		facts.add(Fact.STANDARDIZATION, Standardization.NONE);
		facts.add(Fact.MEAN, floats(mean));
		facts.add(Fact.DEVIATION, floats(deviation));
	}

	private static List<Float> floats(final double[] values) {
		final List<Float> floats = new ArrayList<>();
		for (final double value : values)
			floats.add((float) value + 0f);
		return floats;
	}
}
