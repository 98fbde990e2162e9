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

package org.gradiscope.attribution.exemplar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.gradiscope.attribution.ActivationMap;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Network;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * Where images speak for classes: the class activation map (Grad-CAM, Selvaraju et al. 2016) of their scores
 * before the softmax. Where the layer's mean is all that a linear layer takes, its sum over the positions is
 * what that makes of the image.
 *
 * @param labels what the classes are called
 * @param classes their indices
 */
public record ClassEvidence(String layer, List<String> labels, List<Integer> classes)
	implements Evidence {

	public ClassEvidence {
		labels = List.copyOf(labels);
		classes = List.copyOf(classes);
	}

	@Override
	public boolean needsScores() {
		return true;
	}

	private ActivationMap cam() {
		return ActivationMap.of(ActivationMap.Kind.GRAD_CAM, layer);
	}

	@Override
	public Tensor maps(final Network network, final Pixels images) {
		final List<Tensor> each = new ArrayList<>();
		for (final int one : classes) {
			final Answer inside = inside(network, images, repeated(one, images.count()));
			final List<Tensor> maps = new ArrayList<>();
			for (int n = 0; n < images.count(); n++)
				maps.add(cam().map(inside.activation(layer).item(n), inside.gradientAt(layer).item(n)));
			each.add(Tensor.batch(maps));
		}
		return sideBySide(each);
	}

	private static int[] repeated(final int one, final int count) {
		final int[] all = new int[count];
		Arrays.fill(all, one);
		return all;
	}

	/** The layer and the derivative of a class's score, another for each image. */
	private Answer inside(final Network network, final Pixels images, final int[] each) {
		final Tensor chosen =
			Tensor.zeros(Shape.of(images.count(), network.descriptor().labels().count()));
		for (int n = 0; n < each.length; n++)
			chosen.data()[n * chosen.shape().dimension(1) + each[n]] = 1;
		return network.answer(query(images).objective(Objectives.logits(chosen)).withActivation(layer)
			.withGradientAt(layer));
	}

	/** @param each {@code [n, h, w, 1]} */
	private static Tensor sideBySide(final List<Tensor> each) {
		final Tensor all = Tensor.zeros(each.get(0).shape().with(3, each.size()));
		for (int i = 0; i < all.size(); i++)
			all.data()[i] = each.get(i % each.size()).data()[i / each.size()];
		return all;
	}

	@Override
	public Tensor weights(final Network network, final Pixels images, final int[] units,
		final List<Exemplar> places) {
		final int[] each = new int[units.length];
		for (int n = 0; n < each.length; n++)
			each[n] = classes.get(units[n]);
		final Answer inside = inside(network, images, each);
		final Tensor activations = inside.activation(layer);
		final Tensor weights = Tensor.zeros(activations.shape());
		final int size = weights.size() / images.count();
		final int channels = weights.shape().dimension(3);
		for (int n = 0; n < each.length; n++) {
			final double[] all = cam().weights(activations.item(n), inside.gradientAt(layer).item(n));
			final int at =
				channels * (places.get(n).row() * weights.shape().dimension(2) + places.get(n).column());
			for (int c = at; c < at + channels; c++)
				weights.data()[n * size + c] = (float) all[c];
		}
		return weights;
	}
}
