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

import java.util.List;

import org.gradiscope.engine.Kernel;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.NearestNames;
import org.gradiscope.tensor.Tensor;

/**
 * The learnt kernels of one convolution as pictures, as Krizhevsky et al. 2012 ("ImageNet
 * Classification with Deep Convolutional Neural Networks", figure 3) show those of a first layer.
 *
 * @param kernel all of them
 * @param content what is shown of each
 */
public record LayerKernels(Kernel kernel, KernelContent content) {

	private static final String AUTO = "auto";
	private static final String COLOUR = "colour";
	private static final String NORM = "norm";

	/**
	 * Those that a user asks for.
	 *
	 * @param layer a name, a wildcard or an index as {@link ModelDescriptor#layer(String)} takes it;
	 *          {@code auto} or empty for the first convolution
	 * @param content {@code colour}; {@code norm}; the index of an input channel, from 0; or
	 *          {@code auto}: in colour where the convolution sees a colour image, as it is where each
	 *          kernel sees one channel, else the norm
	 * @throws IllegalArgumentException if there is no such layer, it has no kernels, with the layers
	 *           that have, or its kernels cannot be shown so
	 */
	public static LayerKernels of(final Network network, final String layer, final String content) {
		final Kernel kernel = network.weights().kernel(name(network, layer.trim()));
		return new LayerKernels(kernel,
			content(kernel, content.trim(), network.descriptor().preprocessing().channels()));
	}

	private static String name(final Network network, final String wanted) {
		final List<String> names = network.weights().kernelLayers();
		if (names.contains(wanted)) return wanted;
		if (isAuto(wanted)) return names.isEmpty() ? wanted : names.get(0);
		final List<String> found =
			network.descriptor().layers(wanted, "kernels").stream().map(Layer::name).toList();
		final List<String> having = found.stream().filter(names::contains).toList();
		if (having.size() > 1)
			throw new IllegalArgumentException("Several layers with kernels match '" + wanted + "': " +
				NearestNames.listed("", having) + "; name one.");
		// The network itself says which layers have kernels.
		return having.isEmpty() ? found.get(0) : having.get(0);
	}

	private static KernelContent content(final Kernel kernel, final String wanted,
		final Channels order) {
		final boolean coloured =
			kernel.ofImage() && kernel.inputs() == 3 && order.count() == 3 && !order.areOthers();
		if (isAuto(wanted)) return coloured ? new KernelContent.Colour(order)
			: kernel.inputs() == 1 ? new KernelContent.InputChannel(0) : new KernelContent.ChannelNorm();
		if (wanted.equalsIgnoreCase(NORM)) return new KernelContent.ChannelNorm();
		if (wanted.equalsIgnoreCase(COLOUR) && coloured) return new KernelContent.Colour(order);
		if (wanted.equalsIgnoreCase(COLOUR)) throw new IllegalArgumentException(
			"Kernels are shown in colour where they see a colour image, but those of '" + kernel.layer() +
				"' see " + kernel.inputs() + " channels " +
				(kernel.ofImage() ? "of the image" : "of another layer") +
				"; take norm, or the index of a channel.");
		if (wanted.matches("\\d{1,9}") && Integer.parseInt(wanted) < kernel.inputs())
			return new KernelContent.InputChannel(Integer.parseInt(wanted));
		throw new IllegalArgumentException("What is shown of the kernels of '" + kernel.layer() +
			"' is auto, colour, norm or an input channel from 0 to " + (kernel.inputs() - 1) + ", but '" +
			wanted + "' was given.");
	}

	private static boolean isAuto(final String text) {
		return text.isEmpty() || text.equalsIgnoreCase(AUTO);
	}

	/** The number of kernels. */
	public int count() {
		return kernel.outputs();
	}

	/** The picture of one kernel, {@code [1, kh, kw, c]}, in the network's own units. */
	public Tensor picture(final int output) {
		return content.of(kernel, output);
	}

	/** {@code sqrt(sum w^2)} over all weights of one kernel. */
	public double norm(final int output) {
		final Tensor all = kernel.of(output);
		return KernelContent.ChannelNorm.norm(all, 0, all.size());
	}

	/** The largest magnitude in one picture; 1 where all are 0. */
	public float largest(final int output) {
		float largest = 0;
		for (final float value : picture(output).data())
			largest = Math.max(largest, Math.abs(value));
		return largest == 0 ? 1 : largest;
	}

	/**
	 * The largest magnitude in any picture of this content, of all input channels, so that pictures of
	 * two of them can be compared; 1 where all are 0.
	 */
	public float largest() {
		float largest = 0;
		if (!content.isSigned()) for (int output = 0; output < count(); output++)
			for (final float value : picture(output).data())
				largest = Math.max(largest, value);
		else for (final float weight : kernel.weights().data())
			largest = Math.max(largest, Math.abs(weight));
		return largest == 0 ? 1 : largest;
	}
}
