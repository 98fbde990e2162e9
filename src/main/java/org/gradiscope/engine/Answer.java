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

package org.gradiscope.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * What a network gives for a {@link Query}. What was not asked for is refused with an
 * {@link IllegalStateException}.
 *
 * @param tensors in the order asked for
 */
public record Answer(Map<Fetch, Tensor> tensors) {

	/** The answer to a query, with what {@code each} gives for what is wanted. */
	public static Answer to(final Query query, final Function<Fetch, Tensor> each) {
		final Map<Fetch, Tensor> tensors = new LinkedHashMap<>();
		for (final Fetch fetch : query.fetches())
			tensors.put(fetch, each.apply(fetch));
		return new Answer(tensors);
	}

	/**
	 * The answer for a batch, from one for each part of it to the same query.
	 *
	 * @param images of all parts together
	 * @throws EngineException if there are several results for an image
	 */
	public static Answer joined(final List<Answer> parts, final int images) {
		final Map<Fetch, Tensor> whole = new LinkedHashMap<>();
		for (final Fetch fetch : parts.get(0).tensors.keySet())
			whole.put(fetch,
				fetch.kind().isOfEachImage() ? joined(parts, fetch, images) : sum(parts, fetch));
		return new Answer(whole);
	}

	private static Tensor joined(final List<Answer> parts, final Fetch fetch, final int images) {
		final Tensor whole = Tensor.batch(parts.stream().map(part -> part.get(fetch)).toList());
		final int results = whole.shape().dimension(0);
		if (results != images) throw new EngineException("The network gives " + results +
			" results for " + (images == 1 ? "one image" : images + " images") +
			" of this size; give one of the network's own.");
		return whole;
	}

	private static Tensor sum(final List<Answer> parts, final Fetch fetch) {
		Tensor sum = parts.get(0).get(fetch);
		for (final Answer part : parts.subList(1, parts.size()))
			sum = sum.plus(part.get(fetch), 1);
		return sum;
	}

	private Tensor get(final Fetch fetch) {
		final Tensor tensor = tensors.get(fetch);
		if (tensor == null) throw new IllegalStateException("The query asks for " + tensors.keySet() +
			", not for the " + fetch + "; add it to the query.");
		return tensor;
	}

	/** The objective, one value per image. */
	public float[] values() {
		return get(Fetch.VALUES).data();
	}

	/**
	 * The derivative of each image's value with respect to that image's own pixels, in value per grey
	 * level, or to the parameters that paint it; in the shape of what is fed.
	 */
	public Tensor gradient() {
		return get(Fetch.GRADIENT);
	}

	/** The values and the gradient. */
	public Evaluation evaluation() {
		return new Evaluation(values(), gradient());
	}

	/** The derivative of each image's value with respect to that image's own activations at a layer. */
	public Tensor gradientAt(final String layer) {
		return get(Fetch.gradientAt(layer));
	}

	/** The derivative of the sum of all values with respect to a weight, in its shape. */
	public Tensor weightGradient(final String weight) {
		return get(Fetch.weightGradient(weight));
	}

	/** The activations of a layer, {@code [n, h, w, c]} or {@code [n, c]}. */
	public Tensor activation(final String layer) {
		return get(Fetch.activation(layer));
	}

	/** What an expression is, {@code [n, ...]}. */
	public Tensor expression(final Expression of) {
		return get(Fetch.expression(of));
	}

	/** The activations of all layers asked for, by the names given. */
	public Map<String, Tensor> activations() {
		final Map<String, Tensor> activations = new LinkedHashMap<>();
		tensors.forEach((fetch, tensor) -> {
			if (fetch.kind() == Fetch.Kind.ACTIVATION) activations.put(fetch.layer(), tensor);
		});
		return activations;
	}

	/**
	 * The class scores before the softmax, {@code [n, k]}; {@code [n, h, w, c]} of a network that outputs
	 * an image.
	 */
	public Tensor scores() {
		return get(Fetch.SCORES);
	}

	/** Where the value of the only image came from. */
	public Relevance relevance() {
		return new Relevance(values()[0], get(Fetch.RELEVANCE), get(Fetch.BIAS_RELEVANCE).data()[0]);
	}

	/** By what the differences of two images are multiplied, in their shape. */
	public Tensor multipliers() {
		return get(Fetch.MULTIPLIERS);
	}

	/** The painted pictures, unwarped. */
	public Pixels pictures() {
		return new Pixels(get(Fetch.PICTURES), ValueRange.EIGHT_BIT);
	}
}
