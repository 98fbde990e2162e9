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

package org.gradiscope.tools;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

import javax.imageio.ImageIO;

/** Three drawings to take a style from: brush strokes in swirls, a mosaic, and hatching with a pen. */
public final class StyleDrawings {

	private static final int SIDE = 384;

	private static final int[] NIGHT = { 0x193278, 0x2850a0, 0x5a8cbe, 0xc8d7dc, 0x0f1e46, 0x3c6e8c };
	private static final int[] GLASS = { 0xbe281e, 0xe6961e, 0xf5e6be, 0x146e78, 0x1e325a, 0x6e963c };

	private final SplittableRandom random = new SplittableRandom(3);

	private StyleDrawings() {}

	/** Argument: the folder to write into. */
	public static void main(final String... arguments) throws IOException {
		System.setProperty("java.awt.headless", "true");
		final Path folder = Files.createDirectories(Path.of(arguments[0]));
		final StyleDrawings drawings = new StyleDrawings();
		write(drawings.swirls(), folder.resolve("style-swirls.jpg"));
		write(drawings.mosaic(), folder.resolve("style-mosaic.jpg"));
		write(drawings.hatching(), folder.resolve("style-hatching.jpg"));
	}

	private static void write(final BufferedImage drawing, final Path file) throws IOException {
		ImageIO.write(drawing, "jpg", file.toFile());
		System.out.println(file);
	}

	private static Graphics2D on(final BufferedImage drawing, final int background) {
		final Graphics2D pen = drawing.createGraphics();
		pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		pen.setColor(new Color(background));
		pen.fillRect(0, 0, SIDE, SIDE);
		return pen;
	}

	private static BufferedImage empty() {
		return new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
	}

	private double within(final double low, final double high) {
		return low + (high - low) * random.nextDouble();
	}

	/** Strokes along a field that turns around some centres, which shine. */
	private BufferedImage swirls() {
		final BufferedImage drawing = empty();
		final Graphics2D pen = on(drawing, 0x14285a);
		pen.setStroke(new BasicStroke(2.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
		final double[][] centres = new double[7][];
		for (int i = 0; i < centres.length; i++)
			centres[i] = new double[] { within(0, SIDE), within(0, SIDE), within(45, 120),
				random.nextBoolean() ? 1 : -1 };
		for (int stroke = 0; stroke < 6500; stroke++)
			stroke(pen, centres, within(0, SIDE), within(0, SIDE));
		pen.dispose();
		return drawing;
	}

	private void stroke(final Graphics2D pen, final double[][] centres, final double fromX,
		final double fromY) {
		double nearest = Double.POSITIVE_INFINITY;
		for (final double[] c : centres)
			nearest = Math.min(nearest, Math.hypot(fromX - c[0], fromY - c[1]) / c[2]);
		final boolean shines = nearest < 0.4 || random.nextInt(9) == 0;
		pen.setColor(
			new Color(shines && random.nextInt(10) < 7 ? 0xebc850 : NIGHT[random.nextInt(NIGHT.length)]));
		final Path2D path = new Path2D.Double();
		double x = fromX;
		double y = fromY;
		path.moveTo(x, y);
		for (int i = 0; i < 9; i++) {
			double dx = 0.4;
			double dy = 0.1;
			for (final double[] c : centres) {
				final double near =
					2 * c[3] / c[2] * Math.exp(-(sq(x - c[0]) + sq(y - c[1])) / (2 * sq(c[2])));
				dx -= near * (y - c[1]);
				dy += near * (x - c[0]);
			}
			final double length = Math.hypot(dx, dy) + 1e-6;
			x += 2.4 * dx / length;
			y += 2.4 * dy / length;
			path.lineTo(x, y);
		}
		pen.draw(path);
	}

	private static double sq(final double value) {
		return value * value;
	}

	/** Pieces of coloured glass: the pixels nearest to each of some points, with lead between. */
	private BufferedImage mosaic() {
		final int pieces = 240;
		final double[][] points = new double[pieces][];
		final int[] colours = new int[pieces];
		for (int i = 0; i < pieces; i++) {
			points[i] = new double[] { within(0, SIDE), within(0, SIDE) };
			colours[i] = GLASS[random.nextInt(GLASS.length)];
		}
		final BufferedImage drawing = empty();
		for (int y = 0; y < SIDE; y++)
			for (int x = 0; x < SIDE; x++)
				drawing.setRGB(x, y, glass(points, colours, x, y));
		return drawing;
	}

	private int glass(final double[][] points, final int[] colours, final int x, final int y) {
		double first = Double.POSITIVE_INFINITY;
		double second = first;
		int nearest = 0;
		for (int i = 0; i < points.length; i++) {
			final double distance = Math.hypot(x - points[i][0], y - points[i][1]);
			if (distance < first) {
				second = first;
				first = distance;
				nearest = i;
			}
			else second = Math.min(second, distance);
		}
		if (second - first < 3.5) return 0x1e1914;
		final int grain = (int) within(-8, 9);
		final int colour = colours[nearest];
		return level((colour >> 16 & 255) + grain) << 16 | level((colour >> 8 & 255) + grain) << 8 |
			level((colour & 255) + grain);
	}

	private static int level(final int value) {
		return Math.max(0, Math.min(255, value));
	}

	/** Pen strokes in three directions, dense and sparse in turn. */
	private BufferedImage hatching() {
		final BufferedImage drawing = empty();
		final Graphics2D pen = on(drawing, 0xf4ecd8);
		pen.setStroke(new BasicStroke(1.1f));
		for (int stroke = 0; stroke < 4200; stroke++) {
			final double x = within(0, SIDE);
			final double y = within(0, SIDE);
			final double tone = Math.sin(x / 45) + Math.sin(y / 36 + x / 70);
			if (Math.abs(tone) < 0.2 && random.nextInt(10) < 8) continue;
			final double angle = (tone > 0.5 ? 0.8 : tone < -0.5 ? -0.8 : 0) + within(-0.1, 0.1);
			final double length = within(11, 27);
			pen.setColor(new Color(40 + random.nextInt(30), 35 + random.nextInt(20), 35));
			pen.drawLine((int) x, (int) y, (int) (x + length * Math.cos(angle)),
				(int) (y + length * Math.sin(angle)));
		}
		pen.dispose();
		return drawing;
	}
}
