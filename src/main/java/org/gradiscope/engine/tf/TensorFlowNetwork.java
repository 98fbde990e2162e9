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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Device;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Fetch;
import org.gradiscope.engine.Memory;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.Relevance;
import org.gradiscope.engine.Weights;
import org.gradiscope.engine.tf.inspect.MemoryEstimate;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;

/** A network as TensorFlow programs, one for each thing computed with it. */
final class TensorFlowNetwork implements Network {

	private final ModelDescriptor descriptor;
	private final FrozenGraph graph;
	private final boolean batched;
	private final ProgramCompiler compiler;
	private final SizeGuard sizes;
	private final MemoryGuard memory;
	private final ProgramCache programs;
	private final boolean owner;

	/** @param batched whether the graph takes several images at once */
	TensorFlowNetwork(final ModelDescriptor descriptor, final FrozenGraph graph,
		final boolean batched) {
		this(descriptor, graph, batched, true);
	}

	/** @param owner whether the graph is closed with it */
	TensorFlowNetwork(final ModelDescriptor descriptor, final FrozenGraph graph,
		final boolean batched, final boolean owner) {
		this.owner = owner;
		this.descriptor = descriptor;
		this.graph = graph;
		this.batched = batched;
		this.compiler = new ProgramCompiler(graph, descriptor);
		this.sizes = new SizeGuard(graph, descriptor, compiler.sizing());
		this.memory = new MemoryGuard(descriptor.name(), Memory::available);
		this.programs = new ProgramCache(graph.bytes());
	}

	@Override
	public ModelDescriptor descriptor() {
		return descriptor;
	}

	@Override
	public Device device() {
		return NativeLoader.device();
	}

	@Override
	public Answer answer(final Query query) {
		if (query.fetches().contains(Fetch.RELEVANCE) && query.count() != 1)
			throw new IllegalArgumentException("Relevance is that of one image, but " + query.count() +
				" were given; Pixels.item picks one.");
		if (query.fetches().contains(Fetch.MULTIPLIERS) && !batched) throw new EngineException(
			"Multipliers are those between two images that go through the network together, but " +
				descriptor.name() + " takes one at a time; take another method, for example " +
				"integrated-gradients.");
		if (Division.isOf(query)) return run(query, Division.together(query, batched),
			(program, reflection) -> Division.answer(program, query, size(), reflection, batched));
		return batched ? answerAtOnce(query) : Answer
			.joined(query.parts(query.count()).stream().map(this::answerAtOnce).toList(), query.count());
	}

	private Answer answerAtOnce(final Query query) {
		return run(query, query.count(),
			(program, reflection) -> program.answer(query, size(), reflection));
	}

	private Answer run(final Query query, final int together,
		final BiFunction<Program, Reflection, Answer> use) {
		final Set<String> layers = query.layers();
		final Shape image = Shape.of(query.shape().sides());
		final boolean asItIs = layers.isEmpty() || !query.padded();
		final Reflection reflection =
			new Reflection(image, asItIs ? image : seen(image.toArray(), layers));
		if (!layers.isEmpty()) check(query, reflection.seen(), layers, together);
		final ProgramKey key = compiler.key(query, !reflection.isNone());
		return programs.use(key, () -> compiler.compile(query, key),
			program -> use.apply(program, reflection));
	}

	private InputSize size() {
		return descriptor.preprocessing().size();
	}

	@Override
	public boolean takes(final int[] sides, final Collection<String> layers) {
		if (!size().takes(sides)) return false;
		return layers.isEmpty() || next(sides, layers).isPresent();
	}

	@Override
	public Shape seen(final int[] sides, final Collection<String> layers) {
		return next(sides, layers).orElseGet(() -> Shape.of(sides));
	}

	@Override
	public List<Layer> layersBefore(final Collection<String> layers) {
		final Set<String> before = graph.before(compiler.operations(layers));
		return descriptor.layers().stream().filter(layer -> before.contains(layer.tensor())).toList();
	}

	private Optional<Shape> next(final int[] sides, final Collection<String> layers) {
		// A picture for a network of volumes, or the other way round, is refused where it is run.
		if (size().isVolume() != (sides.length == 3)) return Optional.empty();
		return sizes.next(layers, compiler.operations(layers), sides);
	}

	private Optional<String> unsupportedReason(final int[] sides, final Collection<String> layers) {
		return sizes.at(layers, compiler.operations(layers), sides).unsupportedReason();
	}

	/**
	 * @param seen height and width that the network sees
	 * @param count of the images that go through together
	 */
	private void check(final Query query, final Shape seen, final Collection<String> layers,
		final int count) {
		final Shape images = query.shape();
		final int[] sides = seen.toArray();
		descriptor.preprocessing().channels().check(images.dimension(-1), descriptor.name());
		check(sides, layers);
		final MemoryEstimate run = sizes.at(layers, compiler.operations(layers), sides).memory();
		final double tiles = compiler.sizing().isTiled(layers) ? Tiling.count(sides, size()) : 1;
		memory.check(run, query.isBackward(), count * tiles, images.size(),
			(count > 1 ? count + " images" : "an image") + " of " + text(sides));
	}

	private static String text(final int... sides) {
		return InputSize.text(sides) + (sides.length == 3 ? " voxels" : " pixels");
	}

	private void check(final int[] sides, final Collection<String> layers) {
		final String given = text(sides);
		if (size().isVolume() != (sides.length == 3)) throw new EngineException("The network " +
			descriptor.name() + " takes " + (size().isVolume() ? "volumes" : "pictures") + ", " + size() +
			", but " + given + " were given; give " + (size().isVolume() ? "a z-stack." : "slices."));
		final int height = sides[0];
		if (size().series() && height != size().height()) throw new EngineException("The network " +
			descriptor.name() + " takes time series of " + size().height() + " features, so images " +
			size().height() + " pixels high whose width is the time, but " + given +
			" were given; give an image with a row for each feature (Image > Transform: rotate left, then flip " +
			"vertically).");
		if (!size().takes(sides)) throw new EngineException(
			"The image is too small for " + descriptor.name() + ": " + given + " were given, but it " +
				"takes images from " + InputSize.text(size().sides()) + " up; give a larger one.");
		unsupportedReason(sides, layers).ifPresent(unsupportedReason -> {
			throw new EngineException("An image of " + given + " is too small or too large for " +
				descriptor.name() + ": " + unsupportedReason + "; give another size.");
		});
	}

	@Override
	public Weights weights() {
		programs.requireOpen();
		return new GraphWeights(descriptor, graph, batched);
	}

	@Override
	public void close() {
		programs.close();
		if (owner) graph.close();
		NativeMemory.trim();
	}
}
