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

package org.gradiscope.visualization;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.gradiscope.attribution.CropWindow;
import org.gradiscope.attribution.Upsampling;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * What the channels of one layer see in one image, as Yosinski et al. 2015 ("Understanding Neural
 * Networks Through Deep Visualization") show it.
 *
 * @param layer whose activations these are
 * @param values {@code [1, h, w, c]}, of volumes {@code [1, d, h, w, c]}, in the network's own units; h
 *          and w are 1 without positions
 * @param seen the part of the image that the positions lie on
 * @param fitted whether the image was brought to the network's own size before
 */
public record LayerActivations(Layer layer, Tensor values, CropWindow seen, boolean fitted) {

	private static final String AUTO = "auto";
	private static final String ALL = "all";
	/** The stride of the last layer that is taken unasked: finer ones show edges, coarser ones dots. */
	private static final int COARSEST = 4;

	/**
	 * The layers that a user asks for, in the order asked for, each once.
	 *
	 * @param wanted names, wildcards or indices separated by commas; {@code all}; or {@code auto}, or
	 *          empty: what the model's files say for {@code activations}, else the last layer with
	 *          positions and a ReLU at a stride of at most 4
	 * @throws IllegalArgumentException if there is no such layer
	 */
	public static List<Layer> layers(final ModelDescriptor network, final String wanted) {
		if (wanted.trim().equalsIgnoreCase(ALL)) return network.layers();
		final Set<Layer> layers = new LinkedHashSet<>();
		for (final String part : wanted.split(","))
			if (part.isBlank() || part.trim().equalsIgnoreCase(AUTO)) layers.add(usual(network));
			else layers.addAll(network.layers(part.trim(), "activations"));
		return List.copyOf(layers);
	}

	private static Layer usual(final ModelDescriptor network) {
		if (network.auto().containsKey("activations")) return network.layer(AUTO, "activations");
		return network.layers().stream()
			.filter(layer -> layer.isSpatial() && layer.stride() <= COARSEST &&
				layer.operation().contains("Relu"))
			.reduce((one, next) -> next).orElseGet(() -> network.layer(AUTO, "activations"));
	}

	/**
	 * The activations of layers for one image. Layers that take any size see the image at its own, even
	 * where others beside them do not.
	 *
	 * @throws EngineException if the image is too small, or the network takes it in tiles
	 */
	public static List<LayerActivations> of(final Network network, final Pixels image,
		final List<Layer> layers) {
		return of(network, image, layers, null);
	}

	/**
	 * The same without layers that give several results for one image, as where a network takes the positions
	 * for images.
	 *
	 * @param leftOut told which and why, a line each; null if all are needed
	 */
	public static List<LayerActivations> of(final Network network, final Pixels image,
		final List<Layer> layers, final Consumer<String> leftOut) {
		final List<LayerActivations> found = new ArrayList<>();
		for (final boolean anySize : new boolean[] { true, false }) {
			final List<Layer> some = layers.stream().filter(layer -> layer.anySize() == anySize).toList();
			if (!some.isEmpty()) found.addAll(together(network, image, some, leftOut));
		}
		// Where none can be shown, the image is what does not fit.
		if (found.isEmpty() && leftOut != null) return of(network, image, layers, null);
		found.sort(Comparator.comparingInt(activations -> layers.indexOf(activations.layer())));
		return found;
	}

	private static List<LayerActivations> together(final Network network, final Pixels image,
		final List<Layer> layers, final Consumer<String> leftOut) {
		try {
			return together(network, image, layers);
		}
		catch (final EngineException e) {
			if (leftOut == null || e.getCause() != null) throw e;
			if (layers.size() > 1) return layers.stream()
				.flatMap(layer -> together(network, image, List.of(layer), leftOut).stream()).toList();
			leftOut.accept("The layer '" + layers.get(0).name() + "' is left out: " + e.getMessage());
			return List.of();
		}
	}

	private static List<LayerActivations> together(final Network network, final Pixels image,
		final List<Layer> layers) {
		final Map<String, Tensor> all =
			network.activations(image, layers.stream().map(Layer::name).toList());
		final CropWindow seen = CropWindow.of(network, layers, image);
		final boolean fitted = CropWindow.isFitted(network.descriptor(), layers);
		return layers.stream()
			.map(layer -> new LayerActivations(layer, placed(all.get(layer.name()), layer), seen, fitted))
			.toList();
	}

	private static Tensor placed(final Tensor values, final Layer layer) {
		final Shape shape = values.shape();
		if (shape.dimension(0) != 1)
			throw new EngineException("The network cuts the image into " + shape.dimension(0) +
				" tiles for '" + layer.name() + "'; give an image of its own size, or " + "select one.");
		return shape.rank() >= 4 ? values : values.reshape(Shape.of(1, 1, 1, values.size()));
	}

	/** The number of planes of positions; 1 of pictures. */
	public int depth() {
		return values.shape().rank() == 5 ? values.shape().dimension(1) : 1;
	}

	/** Each plane of a volume as those of a picture; of a picture itself. */
	public List<LayerActivations> planes() {
		if (values.shape().rank() == 4) return List.of(this);
		final Tensor planes = values.reshape(Shape.of(depth(), height(), width(), channels()));
		return IntStream.range(0, depth())
			.mapToObj(z -> new LayerActivations(layer, planes.item(z), seen, fitted)).toList();
	}

	/** The number of rows of positions. */
	public int height() {
		return values.shape().dimension(-3);
	}

	/** The number of columns of positions. */
	public int width() {
		return values.shape().dimension(-2);
	}

	public int channels() {
		return values.shape().dimension(-1);
	}

	/** How many pixels of the image lie between two positions across. */
	public double spacingX() {
		return spacing(seen.width(), width());
	}

	/** How many pixels of the image lie between two positions down. */
	public double spacingY() {
		return spacing(seen.height(), height());
	}

	/** The stride, where it fits; it does not if the image was resized, even inside the graph. */
	private double spacing(final int pixels, final int positions) {
		final int stride = layer.stride();
		final boolean fits = !fitted && stride > 0 &&
			Math.abs(positions * stride - pixels) <= stride + layer.receptiveField();
		return fits ? stride : (double) pixels / positions;
	}

	/** Where the first position's square begins, in pixels of the image: borders are alike. */
	public double left() {
		return seen.left() + (seen.width() - width() * spacingX()) / 2;
	}

	/** As {@link #left()}, down. */
	public double top() {
		return seen.top() + (seen.height() - height() * spacingY()) / 2;
	}

	/** One channel, {@code [1, h, w, 1]}, of volumes {@code [1, d, h, w, 1]}. */
	public Tensor channel(final int channel) {
		final Tensor one = Tensor.zeros(values.shape().with(-1, 1));
		for (int i = 0; i < one.size(); i++)
			one.data()[i] = values.data()[i * channels() + channel];
		return one;
	}

	/** One channel stretched over the image, {@code [1, h, w, 1]} of the image's size; of volumes likewise. */
	public Tensor over(final Pixels image, final int channel, final Upsampling upsampling) {
		return seen.stretched(channel(channel), image, upsampling);
	}

	/** Mean, maximum and share of zeros, of one channel. */
	public ActivationStatistics figures(final int channel) {
		return ActivationStatistics.of(values, channel, channels());
	}

	/** The same of all channels together. */
	public ActivationStatistics figures() {
		return ActivationStatistics.of(values, 0, 1);
	}

	/** How many channels are 0 everywhere. */
	public int silent() {
		return (int) IntStream.range(0, channels()).filter(c -> figures(c).sparsity() == 1).count();
	}

	/**
	 * The channels by their mean over some images, the strongest first.
	 *
	 * @param images of one layer
	 */
	public static List<Integer> strongest(final List<LayerActivations> images) {
		final int channels = images.get(0).channels();
		final double[] means = new double[channels];
		for (final LayerActivations image : images)
			for (int c = 0; c < channels; c++)
				means[c] += image.figures(c).mean();
		return IntStream.range(0, channels).boxed().sorted(Comparator.comparingDouble(c -> -means[c]))
			.toList();
	}
}
