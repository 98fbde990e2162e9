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

package org.gradiscope.style;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.gradiscope.model.Channels;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Expression.Activation;
import org.gradiscope.objective.Expression.Image;

/**
 * The layers that carry style and content where nobody names any, after Gatys et al. 2015, who take
 * conv1_1, conv2_1, conv3_1, conv4_1 and conv5_1 of a VGG for the style and conv4_2 for the content: the first
 * nonlinear layer at each stride, and the second one at a stride of 8.
 */
public final class StyleLayers {

	/** What {@code auto} is called in the files of a network. */
	public static final String METHOD = "style-transfer";

	/** What the colours of the picture itself are called among layers. */
	public static final String PIXELS = "pixels";

	/** Where positions are farther apart, they see most of the picture. */
	private static final int COARSEST = 16;

	private static final int STRIDE_OF_CONTENT = 8;

	private StyleLayers() {}

	/**
	 * By the names that users call them.
	 *
	 * @param weights by names, indices, wildcards, or {@code auto}
	 * @throws IllegalArgumentException if there is no such layer, or it has no positions
	 */
	public static Map<String, Double> style(final ModelDescriptor network,
		final Map<String, Double> weights) {
		return named(network, weights, auto(network));
	}

	/** Options of which all layers are called by their names. */
	public static StyleOptions named(final ModelDescriptor network, final StyleOptions options) {
		return options.withLayers(style(network, options.layers()))
			.withContent(content(network, options.content()));
	}

	/** The same of content. */
	public static Map<String, Double> content(final ModelDescriptor network,
		final Map<String, Double> weights) {
		return named(network, weights, List.of(autoContent(network).name()));
	}

	private static Map<String, Double> named(final ModelDescriptor network,
		final Map<String, Double> weights, final List<String> auto) {
		final Map<String, Double> named = new LinkedHashMap<>();
		weights.forEach((name, weight) -> {
			for (final String layer : name.equalsIgnoreCase("auto") ? auto : named(network, name))
				named.merge(layer, weight, Double::sum);
		});
		return named;
	}

	private static List<String> named(final ModelDescriptor network, final String name) {
		if (name.equals(PIXELS)) return List.of(PIXELS);
		final List<Layer> layers = network.layers(name, METHOD);
		for (final Layer layer : layers)
			if (!layer.isSpatial())
				throw new IllegalArgumentException("The style is in layers that have positions, but " +
					layer.name() + " of " + network.name() + " has none; " + network.spatialLayers() + ".");
		return layers.stream().map(Layer::name).toList();
	}

	/** The colours too, where a first layer skips pixels or sees no colours. */
	private static List<String> auto(final ModelDescriptor network) {
		final Map<Integer, String> first = new TreeMap<>();
		for (final Layer layer : candidates(network))
			first.putIfAbsent(layer.stride(), layer.name());
		final List<String> layers = new ArrayList<>(first.values());
		if (!first.containsKey(1) || network.preprocessing().channels().equals(Channels.GREY))
			layers.add(0, PIXELS);
		return layers;
	}

	/** What a layer's name stands for. */
	static Expression activation(final String layer) {
		return layer.equals(PIXELS) ? new Image() : new Activation(layer);
	}

	private static Layer autoContent(final ModelDescriptor network) {
		final List<Layer> layers = candidates(network);
		final int stride = layers.stream().mapToInt(Layer::stride)
			.filter(length -> length <= STRIDE_OF_CONTENT).max().orElse(layers.get(0).stride());
		final List<Layer> there = layers.stream().filter(layer -> layer.stride() == stride).toList();
		return there.get(Math.min(1, there.size() - 1));
	}

	/** Layers with positions that images of any size have, nonlinear ones if there are any. */
	private static List<Layer> candidates(final ModelDescriptor network) {
		final List<Layer> spatial = new ArrayList<>(network.layers().stream()
			.filter(layer -> layer.isSpatial() && layer.anySize() && layer.stride() <= COARSEST)
			.toList());
		if (spatial.isEmpty()) throw new IllegalArgumentException("No layer of " + network.name() +
			" has positions for pictures of any size, so it knows no style; take another network.");
		final List<Layer> nonlinear = spatial.stream().filter(StyleLayers::isNonlinear).toList();
		return nonlinear.isEmpty() ? spatial : nonlinear;
	}

	private static boolean isNonlinear(final Layer layer) {
		return layer.operation().matches(".*(elu|Relu6?|Elu|Selu|Softplus|Sigmoid|Tanh|Swish|Mul)$");
	}
}
