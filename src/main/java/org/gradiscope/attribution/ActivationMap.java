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

import java.util.function.IntToDoubleFunction;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.Query;
import org.gradiscope.model.Layer;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * A class activation map: the activations {@code A} of a layer's channels, weighted by what they mean
 * to the objective {@code y} and summed over the channels. With {@code g = dy / dA}:
 *
 * <pre>
 * L_p = sum_c w_pc A_pc
 * </pre>
 *
 * at each position {@code p}, negative sums cut off, stretched to the image's size. {@link Kind} gives
 * the weights.
 *
 * @param kind how the weights are found
 * @param layer the layer, which has positions
 * @param relu whether only positive evidence is shown, as in the papers
 * @param upsampling how the map becomes one of the image's size
 */
public record ActivationMap(Kind kind, String layer, boolean relu, Upsampling upsampling)
	implements AttributionMethod {

	/** How the weights are found from activations and gradients. */
	public enum Kind {

		/** {@code w_c = mean_p g_pc} (Selvaraju et al. 2016, "Grad-CAM"). */
		GRAD_CAM("grad-cam") {

			@Override
			void weigh(final float[] a, final float[] g, final int channels, final double[] weights) {
				final double[] means = sums(g, channels);
				for (int c = 0; c < channels; c++)
					means[c] *= (double) channels / g.length;
				fill(weights, means);
			}
		},

		/**
		 * {@code w_c = sum_p alpha_pc relu(g_pc)} with
		 * {@code alpha_pc = g_pc^2 / (2 g_pc^2 + g_pc^3 sum_q A_qc)} (Chattopadhay et al. 2017,
		 * "Grad-CAM++", equation 19, the derivatives being those of {@code e^y}, whose common factor is
		 * left out).
		 */
		GRAD_CAM_PLUS_PLUS("grad-cam++") {

			@Override
			void weigh(final float[] a, final float[] g, final int channels, final double[] weights) {
				final double[] totals = sums(a, channels);
				final double[] sums = new double[channels];
				for (int p = 0; p < g.length; p += channels)
					for (int c = 0; c < channels; c++)
						sums[c] += alpha(g[p + c], totals[c]) * Math.max(0, g[p + c]);
				fill(weights, sums);
			}

			private double alpha(final double g, final double total) {
				final double denominator = 2 * g * g + g * g * g * total;
				return denominator == 0 ? 0 : g * g / denominator;
			}
		},

		/** {@code w_pc = relu(g_pc)} (Jiang et al. 2021, "LayerCAM"). */
		LAYER_CAM("layer-cam") {

			@Override
			void weigh(final float[] a, final float[] g, final int channels, final double[] weights) {
				for (int i = 0; i < g.length; i++)
					weights[i] = Math.max(0, g[i]);
			}
		},

		/**
		 * {@code w_pc = g_pc} (Draelos &amp; Carin 2020, "HiResCAM"): where all after the layer is linear, the
		 * map sums to the objective, its bias aside.
		 */
		HIRES_CAM("hires-cam") {

			@Override
			void weigh(final float[] a, final float[] g, final int channels, final double[] weights) {
				for (int i = 0; i < g.length; i++)
					weights[i] = g[i];
			}
		},

		/**
		 * {@code w_c = sum_p g_pc A_pc / sum_q A_qc}, 0 where that is 0 over 0 (Fu et al. 2020, "Axiom-based
		 * Grad-CAM").
		 */
		XGRAD_CAM("xgrad-cam") {

			@Override
			void weigh(final float[] a, final float[] g, final int channels, final double[] weights) {
				final double[] totals = sums(a, channels);
				final double[] products = new double[channels];
				for (int p = 0; p < g.length; p += channels)
					for (int c = 0; c < channels; c++)
						products[c] += (double) g[p + c] * a[p + c];
				for (int c = 0; c < channels; c++)
					products[c] = totals[c] == 0 ? 0 : products[c] / totals[c];
				fill(weights, products);
			}
		};

		private final String word;

		Kind(final String word) {
			this.word = word;
		}

		/** Fills in the weights of all positions, channels side by side. */
		abstract void weigh(float[] a, float[] g, int channels, double[] weights);

		/** Of each channel, over all positions. */
		private static double[] sums(final float[] values, final int channels) {
			final double[] sums = new double[channels];
			for (int p = 0; p < values.length; p += channels)
				for (int c = 0; c < channels; c++)
					sums[c] += values[p + c];
			return sums;
		}

		/** The same at all positions. */
		private static void fill(final double[] weights, final double[] channels) {
			for (int p = 0; p < weights.length; p += channels.length)
				System.arraycopy(channels, 0, weights, p, channels.length);
		}

		/** The word by which users choose it, for example {@code grad-cam}. */
		@Override
		public String toString() {
			return word;
		}
	}

	/** Positive evidence only, stretched bilinearly. */
	public static ActivationMap of(final Kind kind, final String layer) {
		return new ActivationMap(kind, layer, true, Upsampling.BILINEAR);
	}

	@Override
	public Attribution.Meaning meaning() {
		return Attribution.Meaning.CONTRIBUTION;
	}

	@Override
	public Attribution attribute(final Network network, final Pixels image, final Objective objective,
		final Progress progress) {
		AttributionMethod.requireOne(image);
		final Layer found = spatial(network, layer);
		progress.check();
		final Answer inside = network.answer(Query.of(image).objective(objective)
			.withActivation(found.name()).withGradientAt(found.name()));
		return Attribution.of(CropWindow.of(network, found, objective, image).stretched(
			map(inside.activation(found.name()), inside.gradientAt(found.name())), image, upsampling));
	}

	/**
	 * The map of one image, {@code [1, h, w, 1]}, of volumes {@code [1, d, h, w, 1]}, of the layer's own size.
	 *
	 * @param activations of the layer, {@code [1, h, w, c]}
	 * @param gradient of the objective there, in the same shape
	 */
	public Tensor map(final Tensor activations, final Tensor gradient) {
		final double[] weights = weights(activations, gradient);
		return sum(activations, i -> weights[i], relu);
	}

	/**
	 * {@code sum_c w_pc A_pc}.
	 *
	 * @param activations {@code [1, h, w, c]}, of volumes {@code [1, d, h, w, c]}
	 * @param weights by the index of each activation
	 * @param relu whether negative sums are cut off
	 * @return likewise, of one channel
	 */
	static Tensor sum(final Tensor activations, final IntToDoubleFunction weights,
		final boolean relu) {
		final int channels = activations.shape().dimension(-1);
		final Tensor map = Tensor.zeros(activations.shape().with(-1, 1));
		for (int p = 0; p < map.size(); p++) {
			double sum = 0;
			for (int i = p * channels; i < (p + 1) * channels; i++)
				sum += weights.applyAsDouble(i) * activations.data()[i];
			map.data()[p] = (float) (relu ? Math.max(0, sum) : sum);
		}
		return map;
	}

	/** What each activation of one image is weighted by, in their order. */
	public double[] weights(final Tensor activations, final Tensor gradient) {
		final double[] weights = new double[activations.size()];
		kind.weigh(activations.data(), gradient.data(), activations.shape().dimension(-1), weights);
		return weights;
	}

	/**
	 * The layer of that name.
	 *
	 * @throws IllegalArgumentException if there is none, or it has no positions
	 */
	static Layer spatial(final Network network, final String name) {
		final Layer layer = network.descriptor().layer(name);
		if (layer.isSpatial()) return layer;
		throw new IllegalArgumentException("A class activation map needs a layer with positions, but " +
			layer.name() + " has none; " + network.descriptor().spatialLayers() + ".");
	}

	@Override
	public String toString() {
		return kind + "[layer=" + layer + ", relu=" + relu + ", upsampling=" + upsampling + "]";
	}
}
