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

package org.gradiscope.engine.tf.graph.gradient;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.proto.DataType;

/** Holds the gradient of a {@link GradientCase} against central differences. */
final class FiniteDifferences {

	private final GradientCase what;

	FiniteDifferences(final GradientCase what) {
		this.what = what;
	}

	void check() {
		List<double[]> expected;
		final List<double[]> weights;
		double tolerance = 1e-4;
		try (CaseRun forward = new CaseRun(what, DataType.DT_FLOAT)) {
			weights = CaseRun.weights(forward.forward(forward.given()));
		}
		catch (final TFUnimplementedException | TFInvalidArgumentException e) {
			assumeFalse(
				e.getMessage().contains("not support") || e.getMessage().contains("not yet support"),
				"skipped: TensorFlow has no code for this processor: " + what);
			throw e;
		}
		try (CaseRun precise = new CaseRun(what, DataType.DT_DOUBLE)) {
			expected = differences(precise, weights, 1e-6);
		}
		catch (final RuntimeException e) {
			// TensorFlow has no such operation of double precision.
			try (CaseRun coarse = new CaseRun(what, DataType.DT_FLOAT)) {
				expected = differences(coarse, weights, 1e-2);
				tolerance = 3e-3;
			}
		}
		try (CaseRun run = new CaseRun(what, DataType.DT_FLOAT)) {
			run.forward(run.given());
			compare(expected, run.gradients(run.given(), weights), tolerance);
		}
	}

	private void compare(final List<double[]> expected, final List<double[]> gradients,
		final double tolerance) {
		for (int i = 0; i < expected.size(); i++) {
			final double scale =
				Math.max(0.1, Arrays.stream(expected.get(i)).map(Math::abs).max().orElse(0));
			final String both = what + ": gradient " + Arrays.toString(gradients.get(i)) +
				", by finite differences " + Arrays.toString(expected.get(i));
			assertTrue(expected.get(i).length == gradients.get(i).length, both);
			for (int j = 0; j < expected.get(i).length; j++)
				assertTrue(Math.abs(expected.get(i)[j] - gradients.get(i)[j]) <= tolerance * scale, both);
		}
	}

	private List<double[]> differences(final CaseRun run, final List<double[]> weights,
		final double step) {
		final double[][] values = run.given();
		final List<double[]> differences = new ArrayList<>();
		for (int i = 0; i < values.length; i++)
			if (what.inputs().get(i).differentiated()) {
				final double[] difference = new double[values[i].length];
				for (int j = 0; j < difference.length; j++) {
					final double at = values[i][j];
					values[i][j] = at + step;
					final double above = sum(run.forward(values), weights);
					values[i][j] = at - step;
					final double below = sum(run.forward(values), weights);
					values[i][j] = at;
					difference[j] = (above - below) / (2 * step);
				}
				differences.add(difference);
			}
		return differences;
	}

	private static double sum(final List<double[]> outputs, final List<double[]> weights) {
		double sum = 0;
		for (int i = 0; i < outputs.size(); i++)
			for (int j = 0; j < outputs.get(i).length; j++)
				sum += outputs.get(i)[j] * weights.get(i)[j];
		return sum;
	}
}
