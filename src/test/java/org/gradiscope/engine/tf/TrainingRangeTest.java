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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.tf.freeze.ModelFreezer;
import org.gradiscope.engine.tf.inspect.TrainingPixelStatistics;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SharedFiles;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/**
 * The range that nobody states, by what a batch normalization stores. Of kernels of one pixel {@code w},
 * a training on pixels of mean {@code m} and deviation {@code s} leaves {@code w m + b} and
 * {@code (w s)^2}.
 */
class TrainingRangeTest {

	private static final float[] WEIGHTS = { 0.5f, -0.7f, 1.1f, 0.3f, -0.4f, 0.9f };
	private static final float[] BIASES = { 0.1f, 0.2f, -0.3f, 0, 0.4f, -0.1f };
	private static final float EPSILON = 1e-7f;

	/** What comes out of the convolution, its means and its variances, to what is normalized. */
	private interface Normalization {

		Operand<TFloat32> of(Ops tf, Operand<TFloat32> x, Operand<TFloat32> mean,
			Operand<TFloat32> variance);
	}

	private static final Map<String, Normalization> FORMS = Map.of( //
		"fused",
		(tf, x, mean, variance) -> tf.nn
			.fusedBatchNorm(x, ones(tf), ones(tf), mean, variance, FusedBatchNorm.isTraining(false)).y(), //
		"x f + (offset - mean f)",
		(tf, x, mean, variance) -> affine(tf, x, mean, tf.math.mul(root(tf, variance), ones(tf))), //
		"without gamma", (tf, x, mean, variance) -> affine(tf, x, mean, root(tf, variance)), //
		"(x - mean) f",
		(tf, x, mean, variance) -> tf.math.mul(tf.math.sub(x, mean), root(tf, variance)), //
		"(x - mean) / sqrt", (tf, x, mean, variance) -> tf.math.div(tf.math.sub(x, mean),
			tf.math.sqrt(tf.math.add(variance, tf.constant(EPSILON)))));

	/** They know nothing of the training, or hide it. */
	private static final Map<String, Normalization> SILENT = Map.of( //
		"folded", (tf, x, mean, variance) -> tf.math.add(tf.math.mul(x, mean), variance), //
		"none", (tf, x, mean, variance) -> tf.nn.relu(x), //
		"in training",
		(tf, x, mean, variance) -> tf.nn.fusedBatchNorm(x, ones(tf), ones(tf), mean, variance).y(), //
		"untrained",
		(tf, x, mean, variance) -> tf.nn
			.fusedBatchNorm(x, ones(tf), ones(tf), tf.zeros(tf.array(WEIGHTS.length), TFloat32.class),
				ones(tf), FusedBatchNorm.isTraining(false))
			.y(), //
		"after a ReLU",
		(tf, x, mean,
			variance) -> tf.nn.fusedBatchNorm(tf.nn.relu(x), ones(tf), ones(tf), mean, variance,
				FusedBatchNorm.isTraining(false)).y(), //
		"another way round it",
		(tf, x, mean, variance) -> tf.math.add(x, affine(tf, x, mean, root(tf, variance))));

	@BeforeAll
	static void load() {
		NativeLoader.load();
	}

	private static Operand<TFloat32> ones(final Ops tf) {
		return tf.constant(new float[] { 1, 1, 1, 1, 1, 1 });
	}

	private static Operand<TFloat32> root(final Ops tf, final Operand<TFloat32> variance) {
		return tf.math.rsqrt(tf.math.add(variance, tf.constant(EPSILON)));
	}

	private static Operand<TFloat32> affine(final Ops tf, final Operand<TFloat32> x,
		final Operand<TFloat32> mean, final Operand<TFloat32> factor) {
		return tf.math.add(tf.math.mul(x, factor), tf.math.sub(ones(tf), tf.math.mul(mean, factor)));
	}

	static Stream<String> forms() {
		return FORMS.keySet().stream().sorted();
	}

	static Stream<String> silent() {
		return SILENT.keySet().stream().sorted();
	}

	/** Six scores of a grey image, trained on such pixels; {@code scope} is the convolution's. */
	private static Model model(final String scope, final Normalization form, final double m,
		final double[] s) {
		final float[] means = new float[WEIGHTS.length];
		final float[] variances = new float[WEIGHTS.length];
		for (int i = 0; i < means.length; i++) {
			means[i] = (float) (WEIGHTS[i] * m + BIASES[i]);
			variances[i] = (float) Math.pow(WEIGHTS[i] * s[i % s.length], 2);
		}
		return network((tf, image) -> form.of(tf, convolved(tf.withSubScope(scope), image),
			tf.constant(means), tf.constant(variances)));
	}

	private static Model network(final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body) {
		return TinyNetworks.undescribed(Shape.of(-1, 8, 8, 1), (tf, image) -> tf.math
			.mean(tf.nn.relu(body.apply(tf, image)), tf.constant(new int[] { 1, 2 })));
	}

	private static Operand<TFloat32> convolved(final Ops tf, final Operand<TFloat32> image) {
		return tf.nn.biasAdd(tf.withName("conv").nn.conv2d(image,
			tf.constant(StdArrays.ndCopyOf(new float[][][][] { { { WEIGHTS } } })),
			List.of(1L, 1L, 1L, 1L), "SAME"), tf.constant(BIASES));
	}

	private static ModelDescriptor descriptor(final Model model) {
		try (Network network = new TensorFlowEngine().open(model)) {
			return network.descriptor();
		}
	}

	private static String note(final Model model) {
		return descriptor(model).doubts().rangeNote().orElseThrow();
	}

	@ParameterizedTest
	@MethodSource("forms")
	void whatIsStoredGivesThePixelsBack(final String form) throws Exception {
		final Model model = model("first", FORMS.get(form), 0.45, new double[] { 0.25 });
		final TrainingPixelStatistics pixels = TrainingPixelStatistics
			.of(GraphDef.parseFrom(((ModelSource.Graph) model.source()).bytes()), "input").orElseThrow();
		assertEquals("first/conv", pixels.layer());
		assertEquals(0.45, pixels.mean(), 1e-6);
		assertEquals(0, pixels.error(), 1e-6);
		assertEquals(0.25, pixels.spread(), 1e-6);
		assertEquals(1, pixels.scatter(), 1e-5);
		assertEquals("inferred 0..1", note(model));
	}

	/** What photographs are in each range; and what is dark, flat, standardized or without its mean. */
	@ParameterizedTest
	@CsvSource({ "-0.1, 0.5, inferred -1..1", "0.1, 0.4, inferred -1..1", "0.45, 0.25, inferred 0..1",
		"0.3, 0.2, inferred 0..1", "115, 64, inferred 0..255", "80, 55, inferred 0..255",
		"0, 1, assumed 0..1", "-0.2, 1.1, assumed 0..1", "0, 64, assumed 0..1",
		"0.05, 0.05, assumed 0..1", "0.25, 0.33, assumed 0..1", "30000, 16000, assumed 0..1",
		"0, 0.25, assumed 0..1", "1.2, 0.3, assumed 0..1" })
	void onlyAClearFitIsTaken(final double mean, final double spread, final String expected) {
		assertEquals(expected, note(model("first", FORMS.get("fused"), mean, new double[] { spread })));
	}

	@ParameterizedTest
	@MethodSource("silent")
	void whereNothingIsStoredTheRangeStaysAssumed(final String form) {
		assertEquals("assumed 0..1", note(model("first", SILENT.get(form), 115, new double[] { 64 })));
	}

	@Test
	void channelsThatDisagreeShowNothing() {
		assertEquals("assumed 0..1",
			note(model("first", FORMS.get("fused"), 115, new double[] { 30, 128 })));
	}

	/** As strangers' graphs may be; what is left must be read without a fault. */
	@ParameterizedTest
	@MethodSource("forms")
	void aGraphWithoutSomeOfItsEdgesShowsNothingOrTheSame(final String form) throws Exception {
		final GraphDef whole = GraphDef.parseFrom(
			((ModelSource.Graph) model("first", FORMS.get(form), 0.45, new double[] { 0.25 }).source())
				.bytes());
		int shown = 0;
		for (int node = 0; node < whole.getNodeCount(); node++)
			for (int edges = 0; edges < whole.getNode(node).getInputCount(); edges++) {
				final NodeDef cut = whole.getNode(node).toBuilder().clearInput()
					.addAllInput(whole.getNode(node).getInputList().subList(0, edges)).build();
				final Optional<TrainingPixelStatistics> pixels =
					TrainingPixelStatistics.of(whole.toBuilder().setNode(node, cut).build(), "input");
				if (pixels.isPresent()) {
					shown++;
					assertEquals(0.25, pixels.get().spread(), 1e-6, cut.getName());
				}
			}
		assertTrue(shown > 0);
	}

	@Test
	void theReasonIsSaid() {
		final ModelDescriptor known =
			descriptor(model("first", FORMS.get("fused"), -0.1, new double[] { 0.5 }));
		final String reason =
			"inferred by the batch normalization after 'first/conv', whose training had " +
				"pixels of mean -0.10 and deviation 0.50";
		assertEquals(reason, known.sources().get("value range"));
		assertTrue(known.assumptions().contains("value range: " + reason));
		assertTrue(
			known.doubts().range().orElseThrow().startsWith(
				"The value range of network, -1..1, is " + reason + "; if that is wrong, state it"),
			known.doubts().range().orElseThrow());
	}

	@Test
	void pixelsOfNoUsualRangeAreSaid() {
		assertEquals(
			"assumed: nothing says what range the network was trained on; by the batch " +
				"normalization after 'first/conv', whose training had pixels of mean 0.00 and " +
				"deviation 1.00, it fits none of -1..1, 0..1 and 0..255, so find out mean and " +
				"standard deviation; classify an image whose class you know",
			descriptor(model("first", FORMS.get("fused"), 0, new double[] { 1 })).sources()
				.get("value range"));
	}

	@Test
	void whatItWasTrainedOnCountsMoreThanItsName() {
		final String name = "MobilenetV1";
		assertEquals("inferred 0..255",
			note(model(name, FORMS.get("fused"), 115, new double[] { 64 })));
		final String agreed = descriptor(model(name, FORMS.get("fused"), 0, new double[] { 0.5 }))
			.sources().get("value range");
		assertTrue(agreed.startsWith("inferred by names"), agreed);
		assertEquals("inferred -1..1", note(model(name, FORMS.get("fused"), 0, new double[] { 1 })));
	}

	/** As some formats' readers do, where these leave it open. */
	@Test
	void anAssumptionOfAFileGivesWayToEvidenceAlone() {
		final String assumption = "assumed: rdf.yaml states no range";
		final Model trained = model("first", FORMS.get("fused"), 0.45, new double[] { 0.25 });
		assertEquals("inferred 0..1", note(with(trained, assumption)));
		assertEquals("gradiscope.yaml",
			descriptor(with(trained, "gradiscope.yaml")).sources().get("value range"));
		final ModelDescriptor silent = descriptor(
			with(model("first", SILENT.get("folded"), 0.45, new double[] { 0.25 }), assumption));
		assertEquals("0..255", silent.preprocessing().range().toString());
		assertEquals(assumption, silent.sources().get("value range"));
	}

	@Test
	void anAssumptionOf16BitsIsKeptWhereTheGraphScalesThem() {
		final Model scaled =
			network((tf, image) -> convolved(tf, tf.math.div(image, tf.constant(65535f))));
		final ValueRange words = new ValueRange(0, 65535);
		assertEquals(words, descriptor(
			new Model(scaled.description().with(Fact.RANGE, words, "assumed: the type"), scaled.source()))
			.preprocessing().range());
	}

	private static Model with(final Model model, final String source) {
		return new Model(model.description().with(Fact.RANGE, ValueRange.EIGHT_BIT, source),
			model.source());
	}

	@Test
	void aNetworkThatCentresItsInputTakesSmallNumbers() {
		final ModelDescriptor known =
			descriptor(network((tf, image) -> convolved(tf, tf.math.sub(image, tf.constant(0.485f)))));
		assertEquals(
			"inferred by what the graph takes away from its input first: 0.485, a usual mean of 0..1",
			known.sources().get("value range"));
	}

	/** By what they store alone, whatever they are called. */
	@ParameterizedTest
	@CsvSource({ "mobilenet-v1-0.25-224, input, -1..1", "cifar10-resnet8, input, 0..255",
		"gestures-mobilenet-tf2, serving_default_sequential_input, 0..255" })
	void realNetworksRemember(final String folder, final String input, final String expected) {
		assertEquals(expected,
			TrainingRange.of(TrainingPixelStatistics.of(graph(folder), input).orElseThrow()).orElseThrow()
				.range().toString());
	}

	/** Its normalization was folded into the kernels when it was made smaller. */
	@Test
	void aRealNetworkThatForgotShowsNothing() {
		assertFalse(TrainingPixelStatistics.of(graph("mobilenet-v2-1.0-224"), "input").isPresent());
	}

	private static GraphDef graph(final String folder) {
		final ModelSource source = ModelStore.find(SharedFiles.model(folder).toString()).source();
		return source instanceof ModelSource.GraphFile
			? ModelFreezer.ofGraph(((ModelSource.GraphFile) source).file()).graph()
			: ModelFreezer.ofSavedModel(((ModelSource.SavedModel) source).folder()).graph();
	}

	@ParameterizedTest
	@CsvSource({ "cifar10-resnet8, model_1/conv2d_1/convolution",
		"gestures-mobilenet-tf2, sequential_1/model/conv1/Conv2D" })
	void theyTakeWhatTheyWereTrainedOn(final String folder, final String layer) {
		final ModelDescriptor known = descriptor(ModelStore.find(SharedFiles.model(folder).toString()));
		assertEquals("inferred 0..255", known.doubts().rangeNote().orElseThrow());
		assertTrue(known.sources().get("value range").contains("after '" + layer + "'"),
			known.sources().get("value range"));
	}
}
