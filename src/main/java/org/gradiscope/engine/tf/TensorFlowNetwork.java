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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Kernel;
import org.gradiscope.engine.LayerEvaluation;
import org.gradiscope.engine.Memory;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Relevance;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.engine.ScoredEvaluation;
import org.gradiscope.engine.tf.inspect.MemoryEstimate;
import org.gradiscope.engine.tf.inspect.WeightsByLayer;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.parameterization.ParameterizedImage;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.transform.Warp;

/** A network as TensorFlow programs, one for each thing computed with it. */
final class TensorFlowNetwork implements Network {

	private final ModelDescriptor descriptor;
	private final FrozenGraph graph;
	private final ProgramCompiler compiler;
	private final SizeGuard sizes;
	private final MemoryGuard memory;
	private final ProgramCache programs;

	/** What a gradient program is for. */
	private record GradientKey(Expression objective, Backpropagation rule, ImageSource source) {}

	/** What a program with the gradient and the class scores is for. */
	private record ScoredKey(Expression objective, ImageSource source) {}

	/** What a program without a gradient is for. */
	private record ValuesKey(Expression objective, ImageSource source) {}

	/** What a program with the gradient at a layer is for. */
	private record LayerKey(String layer, Expression objective, ImageSource source) {}

	/** What a program of relevance is for. */
	private record RelevanceKey(Expression objective, RelevanceRules rules, ImageSource source) {}

	/** What a forward program is for. */
	private record ForwardKey(List<String> layers, ImageSource source) {}

	TensorFlowNetwork(final ModelDescriptor descriptor, final FrozenGraph graph) {
		this.descriptor = descriptor;
		this.graph = graph;
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
	public Evaluation evaluate(final Pixels images, final Objective objective,
		final Backpropagation rule) {
		check(images, ProgramCompiler.layers(objective), true);
		return programs.use(new GradientKey(objective.expression(), rule, pixels(images)),
			() -> compiler.gradient(objective, rule, pixels(images)), program -> {
				final List<Tensor> results = program.run(images, objective.fed(), size(),
					List.of(ProgramCompiler.VALUES, ProgramCompiler.GRADIENT));
				return new Evaluation(results.get(0).data(), results.get(1));
			});
	}

	@Override
	public ScoredEvaluation evaluateWithScores(final Pixels images, final Objective objective) {
		check(images, ProgramCompiler.layers(objective, Expression.LOGITS), true);
		return programs.use(new ScoredKey(objective.expression(), pixels(images)),
			() -> compiler.gradientAndScores(objective, pixels(images)), program -> {
				final List<Tensor> results =
					program.run(images, objective.fed(), size(), List.of(ProgramCompiler.VALUES,
						ProgramCompiler.GRADIENT, compiler.results(List.of(Expression.LOGITS)).get(0)));
				return new ScoredEvaluation(results.get(0).data(), results.get(1), results.get(2));
			});
	}

	@Override
	public Evaluation evaluate(final ParameterizedImage image, final Objective objective,
		final Backpropagation rule) {
		check(image.count(), image.warp().canvasHeight(), image.warp().canvasWidth(),
			image.parameterization().colours().channels(), ProgramCompiler.layers(objective), true);
		final ImageSource source = ImageSource.Parameterized.of(image);
		return programs.use(new GradientKey(objective.expression(), rule, source),
			() -> compiler.gradient(objective, rule, source), program -> {
				final List<Tensor> results = program.run(image, objective.fed(), size(),
					List.of(ProgramCompiler.VALUES, ProgramCompiler.GRADIENT));
				return new Evaluation(results.get(0).data(), results.get(1));
			});
	}

	@Override
	public Pixels paint(final Parameterization how, final Tensor parameters) {
		final ParameterizedImage image =
			new ParameterizedImage(how, parameters, Warp.none(how.height(), how.width()));
		final ImageSource source = ImageSource.Parameterized.of(image);
		return programs.use(source, () -> ProgramCompiler.painter(source),
			program -> new Pixels(program
				.run(image, Optional.empty(), size(), List.of(ParameterizationCompiler.PICTURES)).get(0),
				ValueRange.EIGHT_BIT));
	}

	@Override
	public float[] values(final Pixels images, final Objective objective) {
		check(images, ProgramCompiler.layers(objective), false);
		return programs.use(new ValuesKey(objective.expression(), pixels(images)),
			() -> compiler.values(objective, pixels(images)), program -> program
				.run(images, objective.fed(), size(), List.of(ProgramCompiler.VALUES)).get(0).data());
	}

	@Override
	public LayerEvaluation evaluateAt(final String layer, final Pixels images,
		final Objective objective) {
		final Set<String> layers = ProgramCompiler.layers(objective, layer);
		check(images, layers, true);
		final String activations = compiler.operations(List.of(layer)).iterator().next();
		return programs.use(new LayerKey(layer, objective.expression(), pixels(images)),
			() -> compiler.gradientAt(layer, objective, pixels(images)), program -> {
				final List<Tensor> results = program.run(images, objective.fed(), size(),
					List.of(ProgramCompiler.VALUES, activations, ProgramCompiler.GRADIENT));
				return new LayerEvaluation(results.get(0).data(), results.get(1), results.get(2));
			});
	}

	@Override
	public Relevance relevance(final Pixels image, final Objective objective,
		final RelevanceRules rules) {
		if (image.count() != 1)
			throw new IllegalArgumentException("Relevance is that of one image, but " + image.count() +
				" were given; Pixels.item picks one.");
		check(image, ProgramCompiler.layers(objective), true);
		return programs.use(new RelevanceKey(objective.expression(), rules, pixels(image)),
			() -> compiler.relevance(objective, rules, pixels(image)), program -> {
				final List<Tensor> results = program.run(image, objective.fed(), size(),
					List.of(ProgramCompiler.VALUES, RelevanceCompiler.PIXELS, RelevanceCompiler.BIASES));
				return new Relevance(results.get(0).data()[0], results.get(1), results.get(2).data()[0]);
			});
	}

	@Override
	public Map<String, Tensor> activations(final Pixels images, final List<String> layers) {
		check(images, layers, false);
		return programs.use(new ForwardKey(List.copyOf(layers), pixels(images)),
			() -> compiler.forward(layers, pixels(images)), program -> {
				final List<Tensor> results =
					program.run(images, Optional.empty(), size(), compiler.results(layers));
				final Map<String, Tensor> activations = new LinkedHashMap<>();
				for (int i = 0; i < layers.size(); i++)
					activations.put(layers.get(i), results.get(i));
				return activations;
			});
	}

	private InputSize size() {
		return descriptor.preprocessing().size();
	}

	@Override
	public boolean takes(final int height, final int width, final Collection<String> layers) {
		return size().takes(height, width) &&
			(layers.isEmpty() || unsupportedReason(height, width, layers).isEmpty());
	}

	private Optional<String> unsupportedReason(final int height, final int width,
		final Collection<String> layers) {
		return sizes.at(layers, compiler.operations(layers), height, width).unsupportedReason();
	}

	private void check(final Pixels images, final Collection<String> layers,
		final boolean backwards) {
		if (images.channels() != 1 && images.channels() != 3) throw new IllegalArgumentException(
			"A network takes images of 1 channel (grey) or 3 (colour), but " + images.channels() +
				" were given.");
		check(images.count(), images.height(), images.width(), images.channels(), layers, backwards);
	}

	private void check(final int count, final int height, final int width, final int channels,
		final Collection<String> layers, final boolean backwards) {
		check(height, width, layers);
		final MemoryEstimate run =
			sizes.at(layers, compiler.operations(layers), height, width).memory();
		final double tiles =
			compiler.sizing().isTiled(layers) ? Tiling.count(height, width, size()) : 1;
		memory.check(run, backwards, count * tiles, (double) count * height * width * channels,
			(count > 1 ? count + " images" : "an image") + " of " + width + "x" + height + " pixels");
	}

	private static ImageSource pixels(final Pixels images) {
		return new ImageSource.FedPixels(images.channels());
	}

	private void check(final int height, final int width, final Collection<String> layers) {
		final String given = width + "x" + height + " pixels";
		if (size().series() && height != size().height()) throw new EngineException("The network " +
			descriptor.name() + " takes time series of " + size().height() + " features, so images " +
			size().height() + " pixels high whose width is the time, but " + given +
			" were given; give an image with a row for each feature (Image > Transform: rotate left, then flip " +
			"vertically).");
		if (!size().takes(height, width)) throw new EngineException(
			"The image is too small for " + descriptor.name() + ": " + given + " were given, but it " +
				"takes images from " + size().width() + "x" + size().height() + " up; give a larger one.");
		unsupportedReason(height, width, layers).ifPresent(unsupportedReason -> {
			throw new EngineException("An image of " + given + " is too small or too large for " +
				descriptor.name() + ": " + unsupportedReason + "; give another size.");
		});
	}

	@Override
	public List<String> weightedLayers() {
		programs.requireOpen();
		return List.copyOf(WeightsByLayer.of(graph.definition(), descriptor).keySet());
	}

	@Override
	public Network randomized(final Collection<String> layers, final long seed) {
		programs.requireOpen();
		return new TensorFlowNetwork(descriptor,
			graph.with(ReinitializedWeights.drawn(graph.definition(), descriptor, layers, seed)));
	}

	@Override
	public List<String> kernelLayers() {
		programs.requireOpen();
		return KernelReader.names(graph.definition(), descriptor);
	}

	@Override
	public Kernel kernel(final String layer) {
		programs.requireOpen();
		return KernelReader.of(graph.definition(), descriptor, layer);
	}

	@Override
	public void close() {
		programs.close();
	}
}
