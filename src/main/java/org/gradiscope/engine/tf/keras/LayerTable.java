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

package org.gradiscope.engine.tf.keras;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The one table of layers, by the names of their classes in Keras. */
final class LayerTable {

	private static final Map<String, LayerBuilder> BY_CLASS = new HashMap<>();
	/** Reasons, by the classes that are none of the builders' business. */
	private static final Map<String, String> REFUSED = new HashMap<>();
	private static final Set<String> FUNCTIONS = Set.of("TFOpLambda", "SlicingOpLambda");

	static {
		// Core
		put(CoreLayers::dense, "Dense");
		put(CoreLayers::einsum, "EinsumDense");
		put(CoreLayers::same, "Identity", "InputLayer", "ActivityRegularization");
		put(ActivationLayers::activation, "Activation");

		// Activations
		put(ActivationLayers::relu, "ReLU");
		put(ActivationLayers::leakyRelu, "LeakyReLU");
		put(ActivationLayers::prelu, "PReLU");
		put(ActivationLayers::elu, "ELU");
		put(ActivationLayers::softmax, "Softmax");

		// Convolutions
		put(ConvolutionLayers.conv(1), "Conv1D", "Convolution1D");
		put(ConvolutionLayers.conv(2), "Conv2D", "Convolution2D");
		put(ConvolutionLayers.conv(3), "Conv3D", "Convolution3D");
		put(ConvolutionLayers.depthwise(1), "DepthwiseConv1D");
		put(ConvolutionLayers.depthwise(2), "DepthwiseConv2D");
		put(ConvolutionLayers.separable(1), "SeparableConv1D", "SeparableConvolution1D");
		put(ConvolutionLayers.separable(2), "SeparableConv2D", "SeparableConvolution2D");
		put(TransposedConvolutionLayers.over(1), "Conv1DTranspose", "Convolution1DTranspose");
		put(TransposedConvolutionLayers.over(2), "Conv2DTranspose", "Convolution2DTranspose");
		put(TransposedConvolutionLayers.over(3), "Conv3DTranspose", "Convolution3DTranspose");

		// Of ConvNeXt in keras.applications
		put(NormalizationLayers::scale, "LayerScale");
		put(CoreLayers::leftOut, "StochasticDepth");

		// Poolings
		put(PoolingLayers.max(1), "MaxPooling1D", "MaxPool1D");
		put(PoolingLayers.max(2), "MaxPooling2D", "MaxPool2D");
		put(PoolingLayers.max(3), "MaxPooling3D", "MaxPool3D");
		put(PoolingLayers.average(1), "AveragePooling1D", "AvgPool1D");
		put(PoolingLayers.average(2), "AveragePooling2D", "AvgPool2D");
		put(PoolingLayers.average(3), "AveragePooling3D", "AvgPool3D");
		put(PoolingLayers.global(1, KerasReduction.MAX), "GlobalMaxPooling1D", "GlobalMaxPool1D");
		put(PoolingLayers.global(2, KerasReduction.MAX), "GlobalMaxPooling2D", "GlobalMaxPool2D");
		put(PoolingLayers.global(3, KerasReduction.MAX), "GlobalMaxPooling3D", "GlobalMaxPool3D");
		put(PoolingLayers.global(1, KerasReduction.MEAN), "GlobalAveragePooling1D", "GlobalAvgPool1D");
		put(PoolingLayers.global(2, KerasReduction.MEAN), "GlobalAveragePooling2D", "GlobalAvgPool2D");
		put(PoolingLayers.global(3, KerasReduction.MEAN), "GlobalAveragePooling3D", "GlobalAvgPool3D");

		// Normalizations
		put(NormalizationLayers::batch, "BatchNormalization", "BatchNormalizationV1",
			"BatchNormalizationV2", "SyncBatchNormalization");
		put(NormalizationLayers::layer, "LayerNormalization");
		put(NormalizationLayers::group, "GroupNormalization");
		put(NormalizationLayers::unit, "UnitNormalization");
		put(NormalizationLayers::rootMeanSquare, "RMSNormalization");

		// Preprocessing
		put(PreprocessingLayers::rescaling, "Rescaling");
		put(PreprocessingLayers::normalization, "Normalization");
		put(PreprocessingLayers::resizing, "Resizing");
		put(PreprocessingLayers::centerCrop, "CenterCrop");

		// Reshaping
		put(ReshapingLayers::flatten, "Flatten");
		put(ReshapingLayers::reshape, "Reshape");
		put(ReshapingLayers::permute, "Permute");
		put(ReshapingLayers::repeat, "RepeatVector");
		put(ReshapingLayers.zeroPadding(1), "ZeroPadding1D");
		put(ReshapingLayers.zeroPadding(2), "ZeroPadding2D");
		put(ReshapingLayers.zeroPadding(3), "ZeroPadding3D");
		put(ReshapingLayers.cropping(1), "Cropping1D");
		put(ReshapingLayers.cropping(2), "Cropping2D");
		put(ReshapingLayers.cropping(3), "Cropping3D");
		put(ReshapingLayers::upSampling1d, "UpSampling1D");
		put(ReshapingLayers::upSampling2d, "UpSampling2D");
		put(ReshapingLayers::upSampling3d, "UpSampling3D");

		// Merging
		put(MergingLayers.pairwise(MergingLayers::add), "Add");
		put(MergingLayers::subtract, "Subtract");
		put(MergingLayers.pairwise((tf, a, b) -> tf.math.mul(a, b)), "Multiply");
		put(MergingLayers::average, "Average");
		put(MergingLayers.pairwise((tf, a, b) -> tf.math.maximum(a, b)), "Maximum");
		put(MergingLayers.pairwise((tf, a, b) -> tf.math.minimum(a, b)), "Minimum");
		put(MergingLayers::concatenate, "Concatenate");
		put(MergingLayers::dot, "Dot");

		// Recurrent layers and what calls others
		put(RecurrentLayers.of(DenseCells::of), "SimpleRNN", "LSTM", "GRU");
		put(RecurrentLayers.of(call -> new ConvLstmCell(call, 1)), "ConvLSTM1D");
		put(RecurrentLayers.of(call -> new ConvLstmCell(call, 2)), "ConvLSTM2D");
		put(RecurrentLayers.of(call -> new ConvLstmCell(call, 3)), "ConvLSTM3D");
		put(WrapperLayers::bidirectional, "Bidirectional");
		put(WrapperLayers::timeDistributed, "TimeDistributed");

		// Attention
		put(AttentionLayers::multiHead, "MultiHeadAttention");

		// What acts in training only
		put(CoreLayers::leftOut, "Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D",
			"AlphaDropout", "GaussianDropout", "GaussianNoise", "AugMix", "CutMix", "MixUp",
			"RandAugment", "RandomBrightness", "RandomColorDegeneration", "RandomColorJitter",
			"RandomContrast", "RandomElasticTransform", "RandomErasing", "RandomFlip",
			"RandomGaussianBlur", "RandomGrayscale", "RandomHeight", "RandomHue", "RandomInvert",
			"RandomPerspective", "RandomPosterization", "RandomRotation", "RandomSaturation",
			"RandomSharpness", "RandomShear", "RandomTranslation", "RandomWidth", "RandomZoom");

		// What a file cannot be opened with
		REFUSED.put("Embedding",
			"looks words up by their numbers, so there is no gradient to what goes in");
		REFUSED.put("Lambda", "is a program of its author's");
		REFUSED.put("Masking", "leaves out time points by what is in them");
	}

	private LayerTable() {}

	private static void put(final LayerBuilder builder, final String... classes) {
		for (final String name : classes)
			BY_CLASS.put(name, builder);
	}

	private static void put(final Function<LayerCall, Operand<TFloat32>> builder,
		final String... classes) {
		put(LayerBuilder.of(builder), classes);
	}

	/** @throws org.gradiscope.engine.EngineException if there is no such layer, or it is a program */
	static LayerBuilder builder(final LayerDefinition layer) {
		return ChannelsFirst.of(layer.config(), found(layer));
	}

	private static LayerBuilder found(final LayerDefinition layer) {
		final LayerConfig config = layer.config();
		if (layer.operation() || FUNCTIONS.contains(config.type())) return KerasOperations.of(layer);
		final LayerBuilder builder = BY_CLASS.get(config.type());
		if (builder != null) return builder;
		throw config
			.unsupported(REFUSED.getOrDefault(config.type(), "is of a class that is not known"));
	}
}
