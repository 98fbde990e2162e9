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

package org.gradiscope.engine.tf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.inspect.Placeholders;
import org.gradiscope.engine.tf.unroll.LoopUnroller;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Layer;
import org.tensorflow.proto.NodeDef;

/**
 * A model, whose loops are written out for images of one size: a recurrent network is another graph for
 * each length of a series, while all have the same weights.
 */
final class LoopedModel {

	private final FrozenModel model;
	/** The axes of volumes, and of series of pictures. */
	private static final int VOLUME = 5;

	/** The axes of each placeholder, -1 for each that is free. */
	private final Map<String, List<Long>> inputs = new LinkedHashMap<>();
	private final boolean looped;

	LoopedModel(final FrozenModel model) {
		this.model = model;
		looped = LoopUnroller.hasLoops(model.graph());
		final Set<String> given = new HashSet<>();
		model.inputs().values().forEach(input -> given.add(Edge.operation(input)));
		for (final NodeDef node : model.graph().getNodeList())
			if (Placeholders.is(node) && (given.isEmpty() || given.contains(node.getName())))
				Placeholders.shape(node).ifPresent(axes -> inputs.put(node.getName(), axes));
	}

	/** Whether each size of the images has a graph of its own. */
	boolean isBySize() {
		return looped && inputs.values().stream()
			.anyMatch(axes -> axes.subList(1, axes.size()).stream().anyMatch(axis -> axis < 0));
	}

	/** @throws EngineException if it takes pictures one after the other, any number of them */
	void requireSize(final String network) {
		final Optional<List<Long>> frames =
			inputs.values().stream().filter(axes -> axes.size() == VOLUME).findFirst();
		if (isBySize() && frames.isPresent()) throw new EngineException("The network " + network +
			" takes series of pictures, " + frames.get().toString().replace("-1", "any") +
			", in a loop over any number of them, which has to be known: state it in gradiscope.yaml " +
			"(input: {size: [frames, height, width]}), and give a stack of as many slices.");
	}

	/** @throws EngineException if no output can be computed without a loop that cannot be written out */
	FrozenModel at(final InputSize size) {
		if (!looped) return model;
		final Map<String, List<Long>> sized = new LinkedHashMap<>();
		inputs.forEach((name, axes) -> sized.put(name, sized(axes, size)));
		try {
			return unrolled(sized);
		}
		catch (final EngineException e) {
			return ofOneImage(sized, e);
		}
	}

	/** A loop over the images runs once where there is one; what fails then, too, has failed before. */
	private FrozenModel ofOneImage(final Map<String, List<Long>> sized,
		final EngineException refusal) {
		sized.replaceAll((name, axes) -> {
			final List<Long> one = new ArrayList<>(axes);
			if (!one.isEmpty() && one.get(0) < 0) one.set(0, 1L);
			return one;
		});
		try {
			final FrozenModel one = unrolled(sized);
			final List<String> remarks = new ArrayList<>(one.remarks());
			remarks.add("The network has a loop over the images, so they go through it one by one.");
			return new FrozenModel(one.graph(), one.weights(), one.inputs(), one.outputs(), one.shapes(),
				remarks);
		}
		catch (final EngineException e) {
			throw refusal;
		}
	}

	private FrozenModel unrolled(final Map<String, List<Long>> sized) {
		final Set<String> outputs = new HashSet<>();
		model.outputs().values().forEach(output -> outputs.add(Edge.operation(output)));
		return withOutputs(model.with(LoopUnroller.unrolled(model.graph(), sized, outputs)));
	}

	/** Without those that need a loop that cannot be written out. */
	private FrozenModel withOutputs(final FrozenModel unrolled) {
		final Map<String, String> computed = new TreeMap<>();
		final List<String> remarks = new ArrayList<>(model.remarks());
		String fault = null;
		for (final Map.Entry<String, String> output : new TreeMap<>(model.outputs()).entrySet()) {
			final String found = LoopUnroller.fault(unrolled.graph(), Edge.operation(output.getValue()));
			if (found == null) computed.put(output.getKey(), output.getValue());
			else remarks.add("The output '" + output.getKey() + "' is left out: " + found);
			if (found != null) fault = found;
		}
		if (fault != null && computed.isEmpty()) throw new EngineException(fault);
		return new FrozenModel(unrolled.graph(), model.weights(), model.inputs(), computed,
			model.shapes(), remarks);
	}

	/** Whether images are series, whose height is the number of features whatever their size is. */
	private boolean isSeries() {
		return inputs.values().stream().anyMatch(axes -> axes.size() == 3);
	}

	/** What is known of the model with images of one size. */
	Description sized(final Description stated, final InputSize size) {
		final Optional<InputSize> said = stated.get(Fact.SIZE);
		final Description known = ordered(isSeries() && !stated.has(Fact.SERIES)
			? stated.with(Fact.SERIES, true, "inferred: a loop along an axis of any length") : stated);
		if (said.isEmpty()) return known;
		final int height = isSeries() ? said.get().height() : size.height();
		return known.with(Fact.SIZE, new InputSize(true, height, size.width(), said.get().series()),
			stated.sources().get(Fact.SIZE.toString()));
	}

	/** The axis of any length is the time, which no graph for one length shows any more. */
	private Description ordered(final Description stated) {
		if (stated.has(Fact.AXES)) return stated;
		final List<List<Long>> series =
			inputs.values().stream().filter(axes -> axes.size() == 3).toList();
		if (series.size() != 1 || series.get(0).get(1) < 0 == series.get(0).get(2) < 0) return stated;
		final boolean timeFirst = series.get(0).get(1) < 0;
		return stated.with(Fact.AXES, timeFirst ? "bxy" : "byx",
			"inferred: a time series, " + (timeFirst ? "time before features" : "features before time"));
	}

	/** What is known of the model with images of any size, as was stated or as the input says. */
	static Description freed(final Description sized, final Description stated) {
		final InputSize size = sized.get(Fact.SIZE).orElseThrow();
		final int height = size.series() ? size.height() : 1;
		final InputSize said = stated.get(Fact.SIZE).orElse(InputSize.atLeast(height, 1));
		return sized.with(Fact.SIZE, new InputSize(false, said.height(), said.width(), size.series()),
			sized.sources().get(Fact.SIZE.toString()));
	}

	/**
	 * Layers without the lengths that are others for another size, and without those within a loop, of which
	 * each step is an operation of its own.
	 */
	static List<Layer> freed(final List<Layer> layers, final List<Layer> ofLarger) {
		final Map<String, List<Integer>> larger = new HashMap<>();
		ofLarger.forEach(layer -> larger.put(layer.tensor(), layer.shape()));
		return layers.stream().filter(layer -> larger.containsKey(layer.tensor()))
			.map(layer -> freed(layer, larger.get(layer.tensor()))).toList();
	}

	private static Layer freed(final Layer layer, final List<Integer> larger) {
		final List<Integer> shape = new ArrayList<>(layer.shape());
		for (int i = 0; i < shape.size(); i++)
			if (larger.size() != shape.size() || !larger.get(i).equals(shape.get(i))) shape.set(i, -1);
		return new Layer(layer.name(), layer.tensor(), layer.operation(), shape, layer.stride(),
			layer.receptiveField(), layer.parameters(), layer.anySize(), layer.start());
	}

	/** The first axis that is free is the height, if another is, too; a series has only a width. */
	private static List<Long> sized(final List<Long> axes, final InputSize size) {
		final List<Long> sized = new ArrayList<>(axes);
		if (axes.size() == VOLUME && size.isVolume()) {
			final int first = axes.get(VOLUME - 1) < 0 ? 2 : 1;
			for (int i = 0; i < 3; i++)
				if (sized.get(first + i) < 0) sized.set(first + i, (long) size.sides()[i]);
			return sized;
		}
		long free = axes.subList(1, axes.size()).stream().filter(axis -> axis < 0).count();
		for (int i = 1; i < sized.size(); i++)
			if (sized.get(i) < 0) sized.set(i, (long) (free-- > 1 ? size.height() : size.width()));
		return sized;
	}
}
