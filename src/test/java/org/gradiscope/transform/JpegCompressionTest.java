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

package org.gradiscope.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Java's own encoder and decoder are the reference: those of the Independent JPEG Group. */
class JpegCompressionTest {

	/** Whole blocks, and parts of them at the rim. */
	private static final int[][] SIZES = { { 32, 48 }, { 45, 51 }, { 17, 34 }, { 6, 7 } };

	@ParameterizedTest
	@ValueSource(ints = { 1, 5, 25, 50, 75, 90, 98, 100 })
	void greyIsThatOfTheReference(final int quality) throws IOException {
		for (final int[] size : SIZES) {
			final Tensor image = picture(size[0], size[1], 1);
			assertArrayEquals(reference(image, quality, true),
				new JpegCompression(quality).apply(image, ValueRange.EIGHT_BIT).data());
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 5, 25, 50, 75, 90, 98, 100 })
	void coloursAreThoseOfTheReference(final int quality) throws IOException {
		for (final int[] size : SIZES)
			for (final boolean subsampled : new boolean[] { false, true }) {
				final Tensor image = picture(size[0], size[1], 3);
				assertArrayEquals(reference(image, quality, subsampled),
					new JpegCompression(quality, subsampled).apply(image, ValueRange.EIGHT_BIT).data());
			}
	}

	/** Waves, edges and noise, in whole levels. */
	private static Tensor picture(final int height, final int width, final int channels) {
		final Tensor image = Tensor.zeros(Shape.of(1, height, width, channels));
		final SplittableRandom random = new SplittableRandom(1);
		for (int i = 0; i < image.size(); i++) {
			final int c = i % channels;
			final int x = i / channels % width;
			final int y = i / channels / width;
			final double wave = Math.sin(0.31 * x + c) * Math.cos(0.17 * y - 0.5 * c);
			final double edge = x + 2 * y > 80 + 10 * c ? 40 : -40;
			image.data()[i] = ValueRange.EIGHT_BIT
				.clamp(Math.round(128 + 70 * wave + edge + 30 * (random.nextDouble() - 0.5)));
		}
		return image;
	}

	private static float[] reference(final Tensor image, final int quality, final boolean subsampled)
		throws IOException {
		final int channels = image.shape().dimension(-1);
		final int width = image.shape().dimension(2);
		final int height = image.shape().dimension(1);
		final BufferedImage picture = new BufferedImage(width, height,
			channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
		final float[] samples = image.data().clone();
		picture.getRaster().setPixels(0, 0, width, height, samples);
		final BufferedImage read = ImageIO
			.read(new ByteArrayInputStream(written(picture, quality / 100f, subsampled).toByteArray()));
		read.getRaster().getPixels(0, 0, width, height, samples);
		return samples;
	}

	private static ByteArrayOutputStream written(final BufferedImage picture, final float quality,
		final boolean subsampled) throws IOException {
		final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
		final ImageWriteParam how = writer.getDefaultWriteParam();
		how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
		how.setCompressionQuality(quality);
		final IIOMetadata data = writer.getDefaultImageMetadata(new ImageTypeSpecifier(picture), how);
		if (!subsampled) withAllColours(data);
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
			writer.setOutput(stream);
			writer.write(null, new IIOImage(picture, null, data), how);
		}
		finally {
			writer.dispose();
		}
		return bytes;
	}

	private static void withAllColours(final IIOMetadata data) throws IOException {
		final String format = data.getNativeMetadataFormatName();
		final IIOMetadataNode root = (IIOMetadataNode) data.getAsTree(format);
		final IIOMetadataNode luminance =
			(IIOMetadataNode) root.getElementsByTagName("componentSpec").item(0);
		luminance.setAttribute("HsamplingFactor", "1");
		luminance.setAttribute("VsamplingFactor", "1");
		data.setFromTree(format, root);
	}

	@Test
	void theBestQualityIsNearlyTheImage() {
		final Tensor grey = picture(45, 51, 1);
		final Tensor colours = picture(45, 51, 3);
		within(2, grey, new JpegCompression(100).apply(grey, ValueRange.EIGHT_BIT));
		within(5, colours, new JpegCompression(100, false).apply(colours, ValueRange.EIGHT_BIT));
	}

	private static void within(final double most, final Tensor expected, final Tensor actual) {
		for (int i = 0; i < expected.size(); i++)
			assertEquals(expected.data()[i], actual.data()[i], most);
	}

	/** The first coefficient is eight times the mean less 128: at quality 50 in steps of 16, so of 2. */
	@Test
	void aFlatBlockIsRoundedToTheStepOfItsMean() {
		for (int level = 0; level <= 255; level++) {
			final int expected =
				128 + 2 * (int) (Math.signum(level - 128) * Math.floor(Math.abs(level - 128) / 2.0 + 0.5));
			final float[] seen = new JpegCompression(50)
				.apply(Images.constant(ValueRange.EIGHT_BIT, level, 1, 8, 8, 1).values(),
					ValueRange.EIGHT_BIT)
				.data();
			for (final float value : seen)
				assertEquals(Math.min(255, expected), value);
		}
	}

	/** What is in a file does not depend on the range that it is shown in. */
	@Test
	void anyRangeIsTheFiles256Levels() {
		final Tensor image = picture(45, 51, 3);
		final ValueRange range = new ValueRange(-1000, 64_535);
		final Tensor other = image.copy();
		for (int i = 0; i < other.size(); i++)
			other.data()[i] = -1000 + 257 * image.data()[i];
		final float[] expected = new JpegCompression(60).apply(image, ValueRange.EIGHT_BIT).data();
		final float[] actual = new JpegCompression(60).apply(other, range).data();
		for (int i = 0; i < expected.length; i++)
			assertEquals(-1000 + 257 * expected[i], actual[i], 0.01);
	}

	@Test
	void eachImageAndEachPlaneIsAPictureOfItsOwn() {
		final Tensor batch = Images.noise(ValueRange.EIGHT_BIT, 3, 4, 11, 19, 3).values();
		final JpegCompression jpeg = new JpegCompression(75);
		final Tensor together = jpeg.apply(batch, ValueRange.EIGHT_BIT);
		for (int n = 0; n < 4; n++)
			assertArrayEquals(jpeg.apply(batch.item(n), ValueRange.EIGHT_BIT).data(),
				together.item(n).data());
		assertArrayEquals(together.data(),
			jpeg.apply(batch.reshape(Shape.of(2, 2, 11, 19, 3)), ValueRange.EIGHT_BIT).data());
		assertArrayEquals(jpeg.adjoint(batch).data(),
			jpeg.adjoint(batch.reshape(Shape.of(2, 2, 11, 19, 3))).data());
	}

	@Test
	void whereColoursAreWholeNothingButRoundingStandsBeforeTheGradient() {
		final Tensor grey = Images.noise(ValueRange.UNIT, 1, 1, 9, 10, 1).values();
		assertArrayEquals(grey.data(), new JpegCompression(30).adjoint(grey).data());
		final Tensor colours = Images.noise(ValueRange.UNIT, 1, 1, 9, 10, 3).values();
		assertArrayEquals(colours.data(), new JpegCompression(30, false).adjoint(colours).data());
	}

	/** Of multiples of 64 all sums are whole. */
	@Test
	void theAdjointOfHalvedColoursIsExact() {
		for (final int[] size : new int[][] { { 1, 1 }, { 1, 6 }, { 6, 9 }, { 13, 8 } }) {
			final SplittableRandom random = new SplittableRandom(size[1]);
			final int[] x = random.ints((long) size[0] * size[1], 0, 4).map(i -> 64 * i).toArray();
			final float[] y = new float[x.length];
			for (int i = 0; i < y.length; i++)
				y[i] = random.nextInt(-8, 9);
			final int[] through =
				JpegColours.doubled(JpegColours.halved(x, size[0], size[1]), size[0], size[1]);
			final float[] back = JpegColours.adjointOfHalving(y, size[0], size[1]);
			double forwards = 0;
			double backwards = 0;
			for (int i = 0; i < x.length; i++) {
				forwards += through[i] * y[i];
				backwards += x[i] * back[i];
			}
			assertEquals(forwards, backwards, 1e-9 * Math.abs(forwards));
		}
	}

	/** {@code (Ax) . y = x . A'y} but for what is rounded, which is little at quality 100. */
	@Test
	void theAdjointOfAllIsThatOfTheLinearSteps() {
		final ValueRange middle = new ValueRange(64, 192);
		final Pixels noise = Images.noise(middle, 8, 1, 32, 40, 3);
		final JpegCompression jpeg = new JpegCompression(100);
		final Tensor through = jpeg.apply(noise.values(), ValueRange.EIGHT_BIT);
		for (final int seed : new int[] { 1, 2, 3 }) {
			// Along the image itself, so that rounding, which has no direction, adds little.
			final Tensor y = Images.noise(new ValueRange(-2.28f, -0.28f), seed, 1, 32, 40, 3).values()
				.plus(noise.values(), 0.01f);
			final Tensor back = jpeg.adjoint(y);
			double forwards = 0;
			double backwards = 0;
			double straight = 0;
			for (int i = 0; i < y.size(); i++) {
				forwards += (through.data()[i] - 128) * y.data()[i];
				backwards += (noise.values().data()[i] - 128) * back.data()[i];
				straight += (noise.values().data()[i] - 128) * y.data()[i];
			}
			assertEquals(forwards, backwards, 0.005 * Math.abs(forwards));
			assertTrue(Math.abs(forwards - straight) > 0.2 * Math.abs(forwards));
		}
	}

	@Test
	void whatIsNoJpegIsSaid() {
		for (final int quality : new int[] { 0, -1, 101 })
			assertEquals("A JPEG quality of 1 to 100 is expected, but " + quality + " was given.",
				assertThrows(IllegalArgumentException.class, () -> new JpegCompression(quality))
					.getMessage());
		final Tensor two = Tensor.zeros(Shape.of(1, 8, 8, 2));
		assertEquals("A JPEG file has one channel or three (RGB), but the image has 2.",
			assertThrows(IllegalArgumentException.class,
				() -> new JpegCompression(75).apply(two, ValueRange.UNIT)).getMessage());
	}
}
