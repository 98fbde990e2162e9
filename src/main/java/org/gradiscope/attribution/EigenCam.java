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
package org.gradiscope.attribution;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.Query;
import org.gradiscope.model.Layer;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * What a layer's channels have most in common, whatever the objective (Muhammad &amp; Yeasin 2020,
 * "Eigen-CAM"): the projection of the activations {@code A}, one row for each position, on their first
 * principal component {@code v}:
 *
 * <pre>
 * L_p = sum_c (A_pc - mean_q A_qc) v_c
 * </pre>
 *
 * The paper projects the activations as they are, which shows little but their sum; as in
 * pytorch-grad-cam, the mean of each channel is taken off first. A component has no sign of its own: here
 * it is the one by which the map grows with the sum of the activations.
 *
 * @param layer the layer, which has positions
 * @param relu whether what lies under the mean is cut off
 * @param upsampling how the map becomes one of the image's size
 */
public record EigenCam(String layer, boolean relu, Upsampling upsampling)
	implements AttributionMethod {

	/** Enough even where two components are nearly as large; then either will do. */
	private static final int ITERATIONS = 1000;
	private static final double CONVERGED = 1e-14;

	/** Positive parts only, stretched bilinearly. */
	public static EigenCam of(final String layer) {
		return new EigenCam(layer, true, Upsampling.BILINEAR);
	}

	@Override
	public Attribution.Meaning meaning() {
		return Attribution.Meaning.CONTRIBUTION;
	}

	@Override
	public Attribution attribute(final Network network, final Pixels image, final Objective objective,
		final Progress progress) {
		AttributionMethod.requireOne(image);
		final Layer found = ActivationMap.spatial(network, layer);
		progress.check();
		// Together with the objective, whose layers say at which size the image is seen.
		final Tensor activations =
			network.answer(Query.of(image).objective(objective).withValues().withActivation(found.name()))
				.activation(found.name());
		return Attribution.of(CropWindow.of(network, found, objective, image)
			.stretched(map(activations), image, upsampling));
	}

	private Tensor map(final Tensor activations) {
		final int channels = activations.shape().dimension(-1);
		final double[][] rows = centred(activations.data(), channels);
		final double[] projections = projections(rows, component(rows, channels));
		final double sign = Math.signum(growth(projections, activations.data(), channels));
		final Tensor map = Tensor.zeros(activations.shape().with(-1, 1));
		for (int p = 0; p < projections.length; p++)
			map.data()[p] = (float) (relu ? Math.max(0, sign * projections[p]) : sign * projections[p]);
		return map;
	}

	/** A row for each position, whose columns have a mean of 0. */
	private static double[][] centred(final float[] activations, final int channels) {
		final double[][] rows = new double[activations.length / channels][channels];
		for (int c = 0; c < channels; c++) {
			double sum = 0;
			for (int i = c; i < activations.length; i += channels)
				sum += activations[i];
			for (int p = 0; p < rows.length; p++)
				rows[p][c] = activations[p * channels + c] - sum / rows.length;
		}
		return rows;
	}

	/** By powers, from the row of the largest norm. */
	private static double[] component(final double[][] rows, final int channels) {
		double[] v = new double[channels];
		for (final double[] row : rows)
			if (dot(row, row) > dot(v, v)) v = row.clone();
		normalize(v);
		for (int i = 0; i < ITERATIONS; i++) {
			final double[] next = new double[channels];
			final double[] projections = projections(rows, v);
			for (int p = 0; p < rows.length; p++)
				for (int c = 0; c < channels; c++)
					next[c] += projections[p] * rows[p][c];
			normalize(next);
			final boolean converged = 1 - Math.abs(dot(next, v)) < CONVERGED;
			v = next;
			if (converged) break;
		}
		return v;
	}

	private static double[] projections(final double[][] rows, final double[] v) {
		final double[] projections = new double[rows.length];
		for (int p = 0; p < rows.length; p++)
			projections[p] = dot(rows[p], v);
		return projections;
	}

	private static void normalize(final double[] v) {
		final double norm = Math.sqrt(dot(v, v));
		if (norm > 0) for (int c = 0; c < v.length; c++)
			v[c] /= norm;
	}

	private static double dot(final double[] a, final double[] b) {
		double sum = 0;
		for (int i = 0; i < a.length; i++)
			sum += a[i] * b[i];
		return sum;
	}

	/** The covariance with the sum of the activations, but for a factor. */
	private static double growth(final double[] projections, final float[] activations,
		final int channels) {
		double growth = 0;
		for (int i = 0; i < activations.length; i++)
			growth += projections[i / channels] * activations[i];
		return growth == 0 ? 1 : growth;
	}

	@Override
	public String toString() {
		return "eigen-cam[layer=" + layer + ", relu=" + relu + ", upsampling=" + upsampling + "]";
	}
}
