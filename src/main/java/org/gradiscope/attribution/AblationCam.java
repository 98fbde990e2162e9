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

import java.util.Arrays;

import org.gradiscope.engine.Answer;
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
 * A class activation map without gradients (Desai &amp; Ramaswamy 2020, "Ablation-CAM"): the weight of a
 * channel is by how much the objective falls when its activations are all 0, {@code w_c = y - y_c}.
 * <p>
 * The paper divides by {@code y}: a factor that all weights have in common, and that would turn the map
 * where the objective is negative; here it is left out. Only what comes after the layer is run for each
 * channel.
 * </p>
 *
 * @param layer the layer, which has positions
 * @param relu whether only positive evidence is shown, as in the paper
 * @param upsampling how the map becomes one of the image's size
 */
public record AblationCam(String layer, boolean relu, Upsampling upsampling)
	implements AttributionMethod {

	/** As in the paper. */
	public static AblationCam of(final String layer) {
		return new AblationCam(layer, true, Upsampling.BILINEAR);
	}

	@Override
	public Attribution.Meaning meaning() {
		return Attribution.Meaning.CONTRIBUTION;
	}

	/** As if all layers took the same time. */
	@Override
	public double forwardPasses(final ModelDescriptor network, final Pixels image) {
		final Layer found = network.layer(layer);
		final int layers = network.layers().size();
		return 1 + (double) found.channels() * (layers - network.layers().indexOf(found)) / layers;
	}

	@Override
	public Attribution attribute(final Network network, final Pixels image, final Objective objective,
		final Progress progress) {
		AttributionMethod.requireOne(image);
		final Layer found = ActivationMap.spatial(network, layer);
		final Answer whole = network
			.answer(Query.of(image).objective(objective).withValues().withActivation(found.name()));
		final Tensor activations = whole.activation(found.name());
		final double[] falls = new double[activations.shape().dimension(-1)];
		final int batch = Batches.size(image, falls.length);
		for (int first = 0; first < falls.length; first += batch) {
			progress.check();
			final int count = Math.min(batch, falls.length - first);
			final float[] values = network.answer(Query.of(copies(image, count)).objective(objective)
				.replacing(found.name(), ablated(activations, first, count)).withValues()).values();
			for (int n = 0; n < count; n++)
				falls[first + n] = whole.values()[0] - values[n];
			progress.report(first + count, falls.length,
				"channel " + (first + count) + " of " + falls.length);
		}
		return Attribution.of(CropWindow.of(network, found, objective, image).stretched(
			ActivationMap.sum(activations, i -> falls[i % falls.length], relu), image, upsampling));
	}

	/** Branches that pass the layer by see the image as it is. */
	private static Pixels copies(final Pixels image, final int count) {
		final Tensor[] copies = new Tensor[count];
		Arrays.fill(copies, image.values());
		return image.with(Tensor.batch(Arrays.asList(copies)));
	}

	/** In each copy another channel is 0. */
	private static Tensor ablated(final Tensor activations, final int first, final int count) {
		final Tensor ablated = Tensor.zeros(activations.shape().with(0, count));
		final int channels = activations.shape().dimension(-1);
		for (int n = 0; n < count; n++) {
			System.arraycopy(activations.data(), 0, ablated.data(), n * activations.size(),
				activations.size());
			for (int i = first + n; i < activations.size(); i += channels)
				ablated.data()[n * activations.size() + i] = 0;
		}
		return ablated;
	}

	@Override
	public String toString() {
		return "ablation-cam[layer=" + layer + ", relu=" + relu + ", upsampling=" + upsampling + "]";
	}
}
