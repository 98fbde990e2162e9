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

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.Query;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * A class activation map without gradients (Wang et al. 2019, "Score-CAM"): each channel of a layer,
 * stretched to the image's size and then scaled to 0..1, is a mask {@code H_c}; its weight is the
 * softmax over the channels of {@code f(x H_c) - f(0)}.
 * <p>
 * The paper masks towards zero; here that is black, the darkest value of the range. Channels that are
 * the same everywhere mask nothing and are left out.
 * </p>
 *
 * @param layer the layer, which has positions
 * @param relu whether only positive evidence is shown, as in the paper
 * @param upsampling how masks and map become ones of the image's size
 */
public record ScoreCam(String layer, boolean relu, Upsampling upsampling)
	implements AttributionMethod {

	/** As in the paper. */
	public static ScoreCam of(final String layer) {
		return new ScoreCam(layer, true, Upsampling.BILINEAR);
	}

	@Override
	public Attribution.Meaning meaning() {
		return Attribution.Meaning.CONTRIBUTION;
	}

	@Override
	public double forwardPasses(final ModelDescriptor network, final Pixels image) {
		return network.layer(layer).channels();
	}

	@Override
	public Attribution attribute(final Network network, final Pixels image, final Objective objective,
		final Progress progress) {
		AttributionMethod.requireOne(image);
		final Layer found = ActivationMap.spatial(network, layer);
		final CropWindow window = CropWindow.of(network, found, objective, image);
		// Together with the objective, whose layers say at which size the image is seen.
		final Tensor activations =
			network.answer(Query.of(image).objective(objective).withValues().withActivation(found.name()))
				.activation(found.name());
		final List<Tensor> channels = channels(activations);
		final float[] scores = scores(network, image, objective, channels, window, progress);
		final Tensor map = Tensor.zeros(activations.shape().with(-1, 1));
		final double[] weights = softmax(scores);
		for (int c = 0; c < weights.length; c++)
			for (int p = 0; p < map.size(); p++)
				map.data()[p] += (float) (weights[c] * channels.get(c).data()[p]);
		if (relu) for (int p = 0; p < map.size(); p++)
			map.data()[p] = Math.max(0, map.data()[p]);
		return Attribution.of(window.stretched(map, image, upsampling));
	}

	/** Those that are not the same everywhere, each {@code [1, h, w, 1]}. */
	private static List<Tensor> channels(final Tensor activations) {
		final int count = activations.shape().dimension(-1);
		final List<Tensor> channels = new ArrayList<>();
		for (int c = 0; c < count; c++) {
			final Tensor channel = Tensor.zeros(activations.shape().with(-1, 1));
			for (int p = 0; p < channel.size(); p++)
				channel.data()[p] = activations.data()[p * count + c];
			if (!isFlat(channel)) channels.add(channel);
		}
		return channels;
	}

	private static boolean isFlat(final Tensor channel) {
		for (final float value : channel.data())
			if (value != channel.data()[0]) return false;
		return true;
	}

	/** To 0..1. */
	private static Tensor scaled(final Tensor mask) {
		float min = Float.POSITIVE_INFINITY;
		float max = Float.NEGATIVE_INFINITY;
		for (final float value : mask.data()) {
			min = Math.min(min, value);
			max = Math.max(max, value);
		}
		final Tensor scaled = Tensor.zeros(mask.shape());
		// An image so small that all its pixels see the same lets nothing through.
		if (max > min) for (int p = 0; p < scaled.size(); p++)
			scaled.data()[p] = (mask.data()[p] - min) / (max - min);
		return scaled;
	}

	private float[] scores(final Network network, final Pixels image, final Objective objective,
		final List<Tensor> channels, final CropWindow window, final Progress progress) {
		final Tensor black = Baseline.Standard.BLACK.of(image);
		final float[] scores = new float[channels.size()];
		final int batch = Batches.size(image, channels.size());
		for (int first = 0; first < scores.length; first += batch) {
			progress.check();
			final float[][] masks = new float[Math.min(batch, scores.length - first)][];
			for (int n = 0; n < masks.length; n++)
				masks[n] =
					window.placed(scaled(upsampling.to(channels.get(first + n), window.sides(image))), image)
						.data();
			System.arraycopy(network.values(Baseline.masked(image, black, masks), objective), 0, scores,
				first, masks.length);
			progress.report(first + masks.length, scores.length,
				"channel " + (first + masks.length) + " of " + scores.length);
		}
		return scores;
	}

	/** What the image without anything scores is the same for all, and falls out. */
	private static double[] softmax(final float[] scores) {
		double max = Double.NEGATIVE_INFINITY;
		for (final float score : scores)
			max = Math.max(max, score);
		final double[] weights = new double[scores.length];
		double sum = 0;
		for (int c = 0; c < weights.length; c++)
			sum += weights[c] = Math.exp(scores[c] - max);
		for (int c = 0; c < weights.length; c++)
			weights[c] /= sum;
		return weights;
	}

	@Override
	public String toString() {
		return "score-cam[layer=" + layer + ", relu=" + relu + ", upsampling=" + upsampling + "]";
	}
}
