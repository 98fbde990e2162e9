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

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.inspect.InputSizeCheck;
import org.gradiscope.engine.tf.inspect.LargestStride;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.tensor.Shape;

/** Finds out, once for each size, whether a network can be run on images of that size. */
final class SizeGuard {

	/** Sizes that are remembered. */
	private static final int MOST = 256;

	private final FrozenGraph graph;
	private final ModelDescriptor descriptor;
	private final InputFitting sizing;
	private final Map<Key, InputSizeCheck> known = new LinkedHashMap<>() {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(final Map.Entry<Key, InputSizeCheck> eldest) {
			return size() > MOST;
		}
	};

	/** The next sizes, of those that were asked for. */
	private final Map<Key, Optional<Shape>> next = new HashMap<>();
	private final Map<Set<String>, Integer> strides = new HashMap<>();

	/** @param sides height and width, of volumes the depth before them */
	private record Key(Set<String> operations, List<Integer> sides) {

		Key(final Set<String> operations, final int[] sides) {
			this(operations, IntStream.of(sides).boxed().toList());
		}
	}

	SizeGuard(final FrozenGraph graph, final ModelDescriptor descriptor, final InputFitting sizing) {
		this.graph = graph;
		this.descriptor = descriptor;
		this.sizing = sizing;
	}

	/**
	 * What stands against images of that size, and what one takes.
	 *
	 * @param layers that are wanted
	 * @param operations of these layers
	 * @param sides height and width, of volumes the depth before them
	 */
	synchronized InputSizeCheck at(final Collection<String> layers, final Set<String> operations,
		final int... sides) {
		final InputSize size = descriptor.preprocessing().size();
		final Key key = new Key(operations, sizing.isFitted(layers) ? size.sides() : sides);
		return known.computeIfAbsent(key, this::shapes);
	}

	/**
	 * The next size that can be run, at least this one, as the model's files say it or else the graph; none
	 * if there is none.
	 *
	 * @param layers that are wanted
	 * @param operations of these layers
	 * @param sides height and width, of volumes the depth before them
	 */
	synchronized Optional<Shape> next(final Collection<String> layers, final Set<String> operations,
		final int... sides) {
		if (sizing.isFitted(layers)) return Optional.of(Shape.of(sides));
		// Each size would be another graph; and loops take any number of steps.
		if (graph.isBySize()) return Optional.of(Shape.of(sides))
			.filter(size -> at(layers, operations, sides).unsupportedReason().isEmpty());
		if (next.size() > MOST) next.clear();
		final Key key = new Key(operations, sides);
		final Optional<Shape> known = next.get(key);
		if (known != null) return known;
		final InputSize size = descriptor.preprocessing().size();
		final int[] stated = size.next(sides);
		final Optional<Shape> found =
			new FittingSides(stride(new Key(operations, stated)), size.series(),
				each -> at(layers, operations, each).unsupportedReason().isEmpty()).from(stated);
		next.put(key, found);
		return found;
	}

	private int stride(final Key key) {
		return strides.computeIfAbsent(key.operations, operations -> LargestStride
			.of(graph.needed(operations).definition(), descriptor.input(), shape(key)));
	}

	private InputSizeCheck shapes(final Key key) {
		try {
			final FrozenGraph whole =
				graph.at(key.sides.get(key.sides.size() - 2), key.sides.get(key.sides.size() - 1));
			return InputSizeCheck.of(whole.needed(key.operations).definition(), descriptor.input(),
				shape(key));
		}
		catch (final EngineException e) {
			if (!graph.isBySize()) throw e;
			return InputSizeCheck.unsupported(e.getMessage());
		}
	}

	private List<Long> shape(final Key key) {
		final Preprocessing p = descriptor.preprocessing();
		final Map<Character, Long> axes =
			new HashMap<>(Map.of('b', 1L, 'c', (long) p.channels().count()));
		for (int i = 0; i < key.sides.size(); i++)
			axes.put("xyz".charAt(key.sides.size() - 1 - i), (long) key.sides.get(i));
		return p.axes().chars().mapToObj(axis -> axes.get((char) axis)).toList();
	}
}
